// Numbers of two and four bytes in either byte order, read from bytes in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace lumbar {

using Bytes = std::span<const std::uint8_t>;

inline std::uint16_t read_u16(Bytes bytes, std::size_t at, bool is_big_endian) {
    const std::uint32_t first = bytes[at], second = bytes[at + 1];
    return static_cast<std::uint16_t>(is_big_endian ? first << 8 | second : second << 8 | first);
}

inline std::uint32_t read_u32(Bytes bytes, std::size_t at, bool is_big_endian) {
    const std::uint32_t first = read_u16(bytes, at, is_big_endian);
    const std::uint32_t second = read_u16(bytes, at + 2, is_big_endian);
    return is_big_endian ? first << 16 | second : second << 16 | first;
}

}  // namespace lumbar
