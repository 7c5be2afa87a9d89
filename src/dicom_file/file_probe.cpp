#include "dicom_file/file_probe.h"

#include <algorithm>
#include <string_view>

#include "archive/data_file.h"
#include "base/error.h"
#include "dicom_file/data_set.h"

namespace lumbar {
namespace {

constexpr std::size_t kPreambleBytes = 128;
constexpr std::string_view kMagic = "DICM";

bool has_magic(Bytes bytes, std::size_t at) {
    return bytes.size() >= at + kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), bytes.data() + at);
}

}  // namespace

std::optional<std::size_t> find_dicom_start(Bytes bytes) {
    for (const std::size_t at : {kPreambleBytes, std::size_t{0}}) {
        if (has_magic(bytes, at)) return at + kMagic.size();
    }
    if (begins_with_element(bytes)) return 0;
    return std::nullopt;
}

bool begins_as_dicom(const std::filesystem::path& path) {
    try {
        return find_dicom_start(DataFile(path).read(kProbeBytes)).has_value();
    } catch (const Error& e) {
        if (e.code() != ExitCode::data) throw;
        return false;
    }
}

}  // namespace lumbar
