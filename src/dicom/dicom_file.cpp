#include "dicom/dicom_file.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "base/error.h"
#include "dicom/file_probe.h"
#include "dicom/inflate.h"
#include "dicom/series_limits.h"
#include "dicom/transfer_syntax.h"

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
FileBytes read_bytes(const std::filesystem::path& path, std::uintmax_t most, ReadingBudget* budget) {
    const auto fail = [&](const std::string& expected, const std::string& found) {
        return Error({"cannot read the DICOM file", path.string(), expected, found});
    };
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        throw fail("a file", error ? error.message() : "something else");
    }
    std::uintmax_t size = std::filesystem::file_size(path);
    if (size == 0) throw fail("a DICOM file", "an empty file");
    if (size > kMaxFileBytes) throw fail("at most 2 GiB", std::to_string(size) + " bytes");
    size = std::min(size, most);
    auto share = take_share(budget, size, path.string());
    std::ifstream file(path, std::ios::binary);
    std::vector<std::uint8_t> bytes(size);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (!file) throw fail("a readable file", "an error after " + std::to_string(file.gcount()) + " bytes");
    return {std::move(bytes), std::move(share)};
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

DicomFile open_dicom(const std::filesystem::path& path, ReadingBudget* budget) {
    return parse(read_bytes(path, kMaxFileBytes, budget), path.string(), budget);
}

DicomFile open_dicom_header(const std::filesystem::path& path, ReadingBudget* budget) {
    constexpr std::uintmax_t kBeginning = 1 << 16;
    std::error_code error;
    if (const auto size = std::filesystem::file_size(path, error); error || size <= kBeginning) {
        return open_dicom(path, budget);
    }
    try {
        DicomFile file = parse(read_bytes(path, kBeginning, budget), path.string(), budget);
        if (file.data.find(kPixelDataTag)) return file;
    } catch (const Error& e) {  // cut within an element, or deflated
        if (e.code() != ExitCode::data) throw;
    }
    return open_dicom(path, budget);
}

}  // namespace lumbar
