#include "dicom_out/instance.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcitem.h>

#include <cstdio>
#include <vector>

#include "base/error.h"
#include "config/version.h"
#include "dicom_out/content_uid.h"
#include "dicom_pixels/codecs.h"
#include "dicom_pixels/save_dicom.h"

namespace lumbar {
namespace {

// While the content's UID is made.
constexpr const char* kNoUid = "2.25.0";

// With its length: in some character sets a text may hold any byte.
void put_text(DcmItem& item, const DcmTagKey& tag, const std::string& value, const std::string& where) {
    check_made(item.putAndInsertString(tag, value.c_str(), static_cast<Uint32>(value.size())), where);
}

}  // namespace

Moment moment_of(std::tm time) {
    char date[16], clock[16];
    std::strftime(date, sizeof date, "%Y%m%d", &time);
    std::strftime(clock, sizeof clock, "%H%M%S", &time);
    return {date, clock};
}

void prepare_to_write(const std::string& where) {
    prepare_dcmtk();
    if (DcmTag(DCM_ConceptNameCodeSequence).getEVR() == EVR_SQ) return;
    throw Error(
        {"cannot make DICOM files", where, "DCMTK's data dictionary (dicom.dic, DCMDICTPATH)", "none"},
        ExitCode::output);
}

void put_header(DcmDataset& dataset, const StudyIdentity& identity, const InstanceHeader& header,
                const std::string& where) {
    const auto put = [&](const DcmTagKey& tag, const std::string& value) {
        put_text(dataset, tag, value, where);
    };
    if (!identity.character_set.empty()) put(DCM_SpecificCharacterSet, identity.character_set);
    put(DCM_StudyInstanceUID, identity.study_uid);
    for (const auto& [tag, value] : identity.values) {
        put(DcmTagKey(static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xFFFF)), value);
    }
    for (const auto& [tag, codes] : identity.code_sequences) {
        put_codes(dataset, DcmTagKey(static_cast<Uint16>(tag >> 16), static_cast<Uint16>(tag & 0xFFFF)),
                  codes);
    }
    put(DCM_Modality, header.modality);
    put(DCM_SeriesDescription, header.series_description);
    put(DCM_SeriesNumber, std::to_string(header.series_number));
    put(DCM_InstanceNumber, std::to_string(header.instance_number));
    put(DCM_Manufacturer, "lumbar");
    put(DCM_ManufacturerModelName, "lumbar");
    put(DCM_SoftwareVersions, std::string(version()));
}

void put_codes(DcmItem& item, const DcmTagKey& tag, const std::vector<Code>& codes) {
    item.findAndDeleteElement(tag);
    for (const Code& code : codes) {
        DcmItem* entry = nullptr;
        check_made(item.findOrCreateSequenceItem(tag, entry, -2), "a code sequence");  // -2: one more
        put_text(*entry, DCM_CodeValue, code.value, "a code");
        put_text(*entry, DCM_CodingSchemeDesignator, code.scheme, "a code");
        put_text(*entry, DCM_CodeMeaning, code.meaning, "a code");
    }
}

std::string uid_of(const DcmDataset& dataset, const std::string& where) {
    DcmFileFormat copy;
    *copy.getDataset() = dataset;
    put_uids_and_times(*copy.getDataset(), kNoUid, kNoUid, {"19700101", "000000"});
    const auto bytes = dicom_bytes(copy, PixelEncoding::raw, where);
    return content_uid(std::string_view(bytes.data(), bytes.size()));
}

void put_uids_and_times(DcmDataset& dataset, const std::string& instance_uid, const std::string& series_uid,
                        const Moment& moment) {
    const std::string where = "the UIDs";
    put_text(dataset, DCM_SOPInstanceUID, instance_uid, where);
    put_text(dataset, DCM_SeriesInstanceUID, series_uid, where);
    for (const DcmTagKey& tag : {DCM_InstanceCreationDate, DCM_SeriesDate, DCM_ContentDate}) {
        put_text(dataset, tag, moment.date, where);
    }
    for (const DcmTagKey& tag : {DCM_InstanceCreationTime, DCM_SeriesTime, DCM_ContentTime}) {
        put_text(dataset, tag, moment.time, where);
    }
    dataset.findAndDeleteElement(DCM_InstanceCreatorUID);  // DCMTK's
}

std::string as_ascii(std::string_view text) {
    std::string result(text);
    for (char& c : result) c = (c >= ' ' && c <= '~') || c == '\n' ? c : '?';
    return result;
}

}  // namespace lumbar
