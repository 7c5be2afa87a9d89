// The start of a JPEG or JPEG-LS stream in, what it says of its image out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace lumbar {

struct JpegHeader {
    int precision = 0, rows = 0, columns = 0, components = 0;
};

// Empty if the stream does not begin as a JPEG does or ends before its frame header.
std::optional<JpegHeader> read_jpeg_header(std::span<const std::uint8_t> stream);

}  // namespace lumbar
