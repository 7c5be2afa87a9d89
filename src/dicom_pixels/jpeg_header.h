// Reads what a JPEG or JPEG-LS stream says of its image from its first segments.
#pragma once

#include <cstdint>
#include <optional>

#include "dicom_file/bytes.h"

namespace lumbar {

struct JpegHeader {
    std::uint8_t process = 0;  // the marker: 0xC0 baseline, 0xC3 lossless, 0xF7 JPEG-LS ...
    int precision = 0, rows = 0, columns = 0, components = 0;
    bool is_jpeg_ls() const { return process == 0xF7; }
};

// Empty if the stream does not begin as a JPEG does or ends before its frame header.
std::optional<JpegHeader> read_jpeg_header(Bytes stream);

// Whether the stream has the marker that ends an image.
bool has_end_of_image(Bytes stream);

}  // namespace lumbar
