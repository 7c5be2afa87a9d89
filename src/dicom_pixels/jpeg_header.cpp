#include "dicom_pixels/jpeg_header.h"

namespace lumbar {
namespace {

constexpr std::uint8_t kMarker = 0xFF, kStartOfImage = 0xD8, kEndOfImage = 0xD9, kStartOfScan = 0xDA;
constexpr std::size_t kFrameHeaderBytes = 10;

// SOF0..SOF15 without the tables and extensions among them, and JPEG-LS's SOF55.
bool starts_frame(std::uint8_t marker) {
    if (marker == 0xF7) return true;
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

}  // namespace

std::optional<JpegHeader> read_jpeg_header(Bytes stream) {
    if (stream.size() < 2 || stream[0] != kMarker || stream[1] != kStartOfImage) return std::nullopt;
    const auto word = [&](std::size_t at) { return stream[at] << 8 | stream[at + 1]; };
    std::size_t at = 2;
    while (at + kFrameHeaderBytes <= stream.size() && stream[at] == kMarker) {
        const std::uint8_t marker = stream[at + 1];
        if (marker == kMarker) {  // padding
            ++at;
            continue;
        }
        if (starts_frame(marker))
            return JpegHeader{marker, stream[at + 4], word(at + 5), word(at + 7), stream[at + 9]};
        if (marker == kEndOfImage || marker == kStartOfScan) break;
        at += 2 + static_cast<std::size_t>(word(at + 2));
    }
    return std::nullopt;
}

// Among compressed pixels no other byte than 0 follows FF, restarts aside.
bool has_end_of_image(Bytes stream) {
    for (std::size_t at = stream.size(); at >= 2; --at) {
        if (stream[at - 2] == kMarker && stream[at - 1] == kEndOfImage) return true;
    }
    return false;
}

}  // namespace lumbar
