#include "files/crc32.h"

#include <zlib.h>

namespace lumbar {

std::uint32_t crc32_of(const void* bytes, std::size_t size, std::uint32_t so_far) {
    return static_cast<std::uint32_t>(crc32_z(so_far, static_cast<const Bytef*>(bytes), size));
}

std::uint32_t crc32_of(std::string_view text) {
    return crc32_of(text.data(), text.size());
}

}  // namespace lumbar
