#include "dicom_out/study_identity.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcvras.h>
#include <dcmtk/dcmdata/dcvrcs.h>
#include <dcmtk/dcmdata/dcvrda.h>
#include <dcmtk/dcmdata/dcvrds.h>
#include <dcmtk/dcmdata/dcvrtm.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string_view>

#include "archive/data_file.h"
#include "dicom_file/dicom_file.h"
#include "dicom_out/content_uid.h"
#include "dicom_out/dcmtk_text.h"

namespace lumbar {
namespace {

constexpr Tag kCharacterSet = 0x00080005, kStudyUid = 0x0020000D, kProcedureCodes = 0x00081032,
              kDeidentificationCodes = 0x00120064;

using Check = OFCondition (*)(const OFString&);

struct Attribute {
    Tag tag;
    bool is_wanted;  // type 2: there, if only empty
    const char* name;
    Check check = nullptr;  // texts are taken as they are
};

OFCondition check_date(const OFString& value) {
    return DcmDate::checkStringValue(value, "1");
}
OFCondition check_time(const OFString& value) {
    return DcmTime::checkStringValue(value, "1");
}
OFCondition check_age(const OFString& value) {
    return DcmAgeString::checkStringValue(value, "1");
}
OFCondition check_decimal(const OFString& value) {
    return DcmDecimalString::checkStringValue(value, "1");
}
OFCondition check_code(const OFString& value) {
    return DcmCodeString::checkStringValue(value, "1");
}
OFCondition check_sex(const OFString& value) {
    return value == "M" || value == "F" || value == "O" ? EC_Normal : EC_InvalidValue;
}

const Attribute kAttributes[] = {
    {0x00080020, true, "Study Date", check_date},
    {0x00080030, true, "Study Time", check_time},
    {0x00080050, true, "Accession Number"},
    {0x00080090, true, "Referring Physician's Name"},
    {0x00081030, false, "Study Description"},
    {0x00100010, true, "Patient's Name"},
    {0x00100020, true, "Patient ID"},
    {0x00100021, false, "Issuer of Patient ID"},
    {0x00100030, true, "Patient's Birth Date", check_date},
    {0x00100040, true, "Patient's Sex", check_sex},
    {0x00101010, false, "Patient's Age", check_age},
    {0x00101020, false, "Patient's Size", check_decimal},
    {0x00101030, false, "Patient's Weight", check_decimal},
    {0x00120062, false, "Patient Identity Removed", check_code},
    {0x00120063, false, "De-identification Method"},
    {0x00200010, true, "Study ID"},
    {0x00280303, false, "Longitudinal Temporal Information Modified", check_code},
};

// All of it, without the padding.
std::string value_of(const DataSet& data, Tag tag) {
    constexpr std::size_t kLongest = 1024;  // texts of 64 characters, at most a few of them
    const Element* element = data.find(tag);
    if (!element || element->is_cut()) return {};
    std::string text(element->value.begin(), element->value.end());
    text.resize(std::min(text.size(), kLongest));
    while (!text.empty() && (text.back() == '\0' || text.back() == ' ')) text.pop_back();
    return text;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) >= 0; });
}

// How many bytes follow the first one of a character; -1 if it begins none.
int bytes_behind(unsigned char first) {
    if (first < 0x80) return 0;
    if (first >= 0xC2 && first < 0xE0) return 1;
    if (first >= 0xE0 && first < 0xF0) return 2;
    return first >= 0xF0 && first < 0xF5 ? 3 : -1;
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (int left = bytes_behind(static_cast<unsigned char>(text[at])); left != 0; --left) {
            if (left < 0 || ++at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) {
                return false;
            }
        }
    }
    return true;
}

// A defined term of PS3.3 C.12.1.1.2, or empty: the first of several may be.
bool is_character_set(std::string_view term) {
    constexpr std::string_view kSingle[] = {"ISO_IR 100", "ISO_IR 101", "ISO_IR 109", "ISO_IR 110",
                                            "ISO_IR 144", "ISO_IR 127", "ISO_IR 126", "ISO_IR 138",
                                            "ISO_IR 148", "ISO_IR 203", "ISO_IR 13",  "ISO_IR 166",
                                            "ISO_IR 192", "GB18030",    "GBK"};
    if (std::find(std::begin(kSingle), std::end(kSingle), term) != std::end(kSingle)) return true;
    constexpr std::string_view kExtended[] = {"6",   "100", "101", "109", "110", "144", "127", "126", "138",
                                              "148", "203", "13",  "166", "87",  "159", "149", "58"};
    constexpr std::string_view kStart = "ISO 2022 IR ";
    return term.starts_with(kStart) && std::find(std::begin(kExtended), std::end(kExtended),
                                                 term.substr(kStart.size())) != std::end(kExtended);
}

bool is_usable_character_set(std::string_view value) {
    for (bool is_first = true;; is_first = false) {
        const std::size_t end = value.find('\\');
        std::string_view term = value.substr(0, end);
        while (term.ends_with(' ')) term.remove_suffix(1);
        const bool has_more = end != value.npos;
        if (!is_character_set(term) && !(is_first && term.empty() && has_more)) return false;
        if (!has_more) return true;
        value.remove_prefix(end + 1);
    }
}

void read_values(const DataSet& data, StudyIdentity& identity) {
    for (const Attribute& attribute : kAttributes) {
        std::string value = value_of(data, attribute.tag);
        if (!value.empty() && attribute.check && attribute.check(dcmtk_text(value)).bad()) {
            identity.remarks.push_back(std::string(attribute.name) + " is not valid and left out");
            value.clear();
        }
        if (attribute.is_wanted || !value.empty()) identity.values[attribute.tag] = std::move(value);
    }
}

void read_codes(const DataSet& data, StudyIdentity& identity) {
    constexpr std::size_t kMostCodes = 16;  // a study has one or two
    for (const Tag tag : {kProcedureCodes, kDeidentificationCodes}) {
        std::vector<Code> codes;
        for (const DataSet& item : data.items_of(tag)) {
            if (codes.size() == kMostCodes) break;
            const Code code{value_of(item, 0x00080100), value_of(item, 0x00080102),
                            value_of(item, 0x00080104)};
            const bool is_whole = !code.value.empty() && !code.scheme.empty() && !code.meaning.empty();
            if (is_whole && code.value.size() <= 16 && code.scheme.size() <= 16) codes.push_back(code);
        }
        if (!codes.empty()) identity.code_sequences[tag] = std::move(codes);
    }
}

bool has_bytes_beyond_ascii(const StudyIdentity& identity, bool& are_utf8) {
    bool found = false;
    are_utf8 = true;
    const auto look_at = [&](const std::string& text) {
        found = found || !is_ascii(text);
        are_utf8 = are_utf8 && is_utf8(text);
    };
    for (const auto& [tag, value] : identity.values) look_at(value);
    for (const auto& [tag, codes] : identity.code_sequences) {
        for (const Code& code : codes) look_at(code.meaning);
    }
    return found;
}

void choose_character_set(const std::string& stated, StudyIdentity& identity) {
    bool are_utf8 = false;
    const bool is_beyond_ascii = has_bytes_beyond_ascii(identity, are_utf8);
    const bool is_false = stated == "ISO_IR 192" && !are_utf8;
    if (!stated.empty() && is_usable_character_set(stated) && !is_false) {
        identity.character_set = stated;
        return;
    }
    if (!is_beyond_ascii) return;
    identity.character_set = are_utf8 ? "ISO_IR 192" : "ISO_IR 100";
    identity.remarks.push_back(
        std::string("no usable Specific Character Set: texts beyond ASCII are taken as ") +
        (are_utf8 ? "UTF-8" : "Latin-1"));
}

}  // namespace

std::vector<Code> StudyIdentity::procedures() const {
    const auto found = code_sequences.find(kProcedureCodes);
    return found == code_sequences.end() ? std::vector<Code>{} : found->second;
}

StudyIdentity read_study_identity(const std::filesystem::path& path) {
    const DicomFile file = open_dicom_header(DataFile(path));
    StudyIdentity identity;
    const std::string uid = value_of(file.data, kStudyUid);
    if (is_uid(uid)) identity.study_uid = uid;
    read_values(file.data, identity);
    read_codes(file.data, identity);
    choose_character_set(value_of(file.data, kCharacterSet), identity);
    return identity;
}

}  // namespace lumbar
