#include "dicom_file/dicom_file.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "archive/data_file.h"
#include "base/error.h"
#include "dicom_file/file_probe.h"
#include "dicom_file/inflate.h"
#include "dicom_file/series_limits.h"
#include "dicom_file/transfer_syntax.h"

namespace lumbar {
namespace {

constexpr Tag kTransferSyntax = 0x00020010;
constexpr std::uint16_t kMetaGroup = 0x0002;
constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{1} << 31;

ReadingBudget::Share take_share(ReadingBudget* budget, std::size_t bytes, const std::string& where) {
    if (!budget) return {};
    if (bytes > budget->bytes()) {
        throw Error({"the file is too large", where, "at most " + megabytes(budget->bytes()) + kBudgetFlag,
                     megabytes(bytes)});
    }
    return budget->take(bytes);
}

struct FileBytes {
    std::vector<std::uint8_t> bytes;
    ReadingBudget::Share share;
};

// The first `most` bytes of the file, or all that it has.
FileBytes read_bytes(const DataFile& file, std::uintmax_t most, ReadingBudget* budget) {
    const std::string where = file.path().string();
    if (file.size() == 0) throw Error({"cannot read the DICOM file", where, "a DICOM file", "an empty file"});
    if (file.size() > kMaxFileBytes) {
        throw Error(
            {"cannot read the DICOM file", where, "at most 2 GiB", std::to_string(file.size()) + " bytes"});
    }
    const std::uintmax_t size = std::min<std::uintmax_t>(file.size(), most);
    auto share = take_share(budget, size, where);
    return {file.read(size), std::move(share)};
}

// The text of a UID, without what fills it up.
std::string uid_of(Bytes value) {
    std::string text(value.begin(), value.end());
    while (!text.empty() && (text.back() == '\0' || text.back() == ' ')) text.pop_back();
    return text;
}

std::string name_of(Encoding encoding) {
    return std::string(encoding.has_vr ? "explicit" : "implicit") + " VR, " +
           (encoding.is_big_endian ? "big endian" : "little endian");
}

DicomFile parse(FileBytes file, const std::string& where, ReadingBudget* budget) {
    auto& [bytes, share] = file;
    const auto start = find_dicom_start(bytes);
    if (!start) {
        throw Error({"cannot read the DICOM file", where, "a whole DICOM file",
                     "neither DICM nor a first element (" + std::to_string(bytes.size()) + " bytes)"});
    }
    Bytes rest = Bytes(bytes).subspan(*start);
    const LeadingGroup meta = leading_group(rest, kMetaGroup, detect_encoding(rest, {}));
    rest = rest.subspan(meta.size);
    std::string syntax;
    for (const Element& element : meta.elements) {
        if (element.tag == kTransferSyntax) syntax = uid_of(element.value);
    }
    if (syntax == kDeflatedSyntax && !begins_with_element(rest)) {
        const std::size_t size = inflated_size(rest, where);
        share.reset();  // who waits for one must hold none
        share = take_share(budget, size, where);
        bytes = inflate_bytes(rest, size, where);
        rest = bytes;
    }
    const auto [has_vr, is_big_endian] = declared_encoding(syntax);
    const Encoding declared{has_vr, is_big_endian}, found = detect_encoding(rest, declared);
    DataSet data(rest, found, where);
    std::vector<std::string> remarks;
    const bool differs = found.has_vr != has_vr || found.is_big_endian != is_big_endian;
    if (differs && !syntax.empty()) {
        remarks.push_back("declares " + describe_transfer_syntax(syntax) + ", is written and read as " +
                          name_of(found));
    }
    return {std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)), syntax, std::move(data),
            std::move(remarks), std::move(share)};
}

}  // namespace

DicomFile open_dicom(const DataFile& file, ReadingBudget* budget) {
    return parse(read_bytes(file, kMaxFileBytes, budget), file.path().string(), budget);
}

DicomFile open_dicom(const std::filesystem::path& path, ReadingBudget* budget) {
    return open_dicom(DataFile(path), budget);
}

DicomFile open_dicom_header(const DataFile& file, ReadingBudget* budget) {
    constexpr std::uintmax_t kBeginning = 1 << 16;
    if (file.size() <= kBeginning) return open_dicom(file, budget);
    try {
        DicomFile beginning = parse(read_bytes(file, kBeginning, budget), file.path().string(), budget);
        if (beginning.data.find(kPixelDataTag)) return beginning;
    } catch (const Error& e) {  // cut within an element, or deflated
        if (e.code() != ExitCode::data) throw;
    }
    return open_dicom(file, budget);
}

}  // namespace lumbar
