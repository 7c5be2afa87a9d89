#include "dicom/file_probe.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

#include "dicom/data_set.h"

namespace lumbar {
namespace {

constexpr std::size_t kPreambleBytes = 128, kProbeBytes = 512;
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
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) return false;
    std::ifstream file(path, std::ios::binary);
    std::array<std::uint8_t, kProbeBytes> bytes{};
    file.read(reinterpret_cast<char*>(bytes.data()), bytes.size());
    return find_dicom_start(Bytes(bytes).first(static_cast<std::size_t>(file.gcount()))).has_value();
}

}  // namespace lumbar
