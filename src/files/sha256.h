// Computes the SHA-256 of bytes (FIPS 180-4), to name a file by its content.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace lumbar {

// 64 hexadecimal digits, in lower case.
std::string sha256_of(std::string_view bytes);
// Throws Error (data) if the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& path);

// The same without the processor's own instructions, which are used where it has them.
std::string portable_sha256_of(std::string_view bytes);

}  // namespace lumbar
