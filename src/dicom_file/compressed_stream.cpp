#include "dicom_file/compressed_stream.h"

#include <algorithm>
#include <cstdint>
#include <initializer_list>

namespace lumbar {
namespace {

bool begins_with(Bytes bytes, std::initializer_list<std::uint8_t> start) {
    return bytes.size() >= start.size() && std::equal(start.begin(), start.end(), bytes.begin());
}

// The number of segments, and where the first one begins: right behind the 64 bytes of the header.
bool begins_as_rle(Bytes bytes) {
    constexpr std::size_t kRleHeaderBytes = 64;
    if (bytes.size() < kRleHeaderBytes) return false;
    const std::uint32_t segments = read_u32(bytes, 0, false);
    return segments >= 1 && segments <= 15 && read_u32(bytes, 4, false) == kRleHeaderBytes;
}

}  // namespace

StreamKind kind_of_stream(Bytes start) {
    if (begins_with(start, {0xFF, 0xD8, 0xFF})) return StreamKind::jpeg;
    if (begins_with(start, {0xFF, 0x4F, 0xFF, 0x51})) return StreamKind::jpeg2000;
    if (begins_with(start, {0, 0, 0, 12, 'j', 'P', ' ', ' '})) return StreamKind::jpeg2000;  // a JP2 file
    return begins_as_rle(start) ? StreamKind::rle : StreamKind::unknown;
}

}  // namespace lumbar
