// Reads and writes 8-bit pictures: PNG files, and whatever stb_image knows.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace lumbar {

struct Picture {
    int height = 0, width = 0, channels = 1;  // 1: grey, 3: RGB
    std::vector<std::uint8_t> pixels;         // [H,W,channels]
};

// A PNG file's bytes.  Throws Error (output) for a picture that is none.
std::string encode_png(const Picture& picture);

// Written whole or not at all.  Throws Error (output).
void write_png(const std::filesystem::path& path, const Picture& picture);

// Any format stb_image knows, with the channels it has (alpha is dropped).  Throws Error (data).
Picture read_picture(const std::filesystem::path& path);

}  // namespace lumbar
