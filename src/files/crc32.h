// Computes the CRC-32 of bytes (zlib's: polynomial 0xEDB88320), to detect damage and change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lumbar {

// `so_far`: the checksum of the bytes before these.
std::uint32_t crc32_of(const void* bytes, std::size_t size, std::uint32_t so_far = 0);
std::uint32_t crc32_of(std::string_view text);

// "0a1b2c3d-57": the checksum of bytes and how many they are.
std::string fingerprint(std::uint32_t checksum, std::uintmax_t size);
std::string fingerprint_of(std::string_view text);

}  // namespace lumbar
