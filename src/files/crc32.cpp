#include "files/crc32.h"

#include <zlib.h>

#include <cstdio>

namespace lumbar {

std::uint32_t crc32_of(const void* bytes, std::size_t size, std::uint32_t so_far) {
    return static_cast<std::uint32_t>(crc32_z(so_far, static_cast<const Bytef*>(bytes), size));
}

std::uint32_t crc32_of(std::string_view text) {
    return crc32_of(text.data(), text.size());
}

std::string fingerprint(std::uint32_t checksum, std::uintmax_t size) {
    char text[48];
    std::snprintf(text, sizeof text, "%08x-%ju", checksum, size);
    return text;
}

std::string fingerprint_of(std::string_view text) {
    return fingerprint(crc32_of(text), text.size());
}

}  // namespace lumbar
