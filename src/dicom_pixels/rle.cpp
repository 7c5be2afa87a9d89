#include "dicom_pixels/rle.h"

#include <algorithm>
#include <cstdint>

#include "base/error.h"
#include "dicom_file/bytes.h"

namespace lumbar {
namespace {

constexpr std::size_t kHeaderBytes = 64;

// What evens a segment's length: zeros, or the control byte that means nothing.
bool is_padding(Bytes bytes) {
    return std::all_of(bytes.begin(), bytes.end(),
                       [](std::uint8_t byte) { return byte == 0 || byte == 0x80; });
}

// Puts one segment's bytes, `wanted` of them, where `write` says; returns how many there are, one more than
// wanted if there are too many.
template <class Write>
std::size_t unpack_segment(Bytes segment, std::size_t wanted, Write write) {
    std::size_t at = 0, done = 0;
    while (at < segment.size() && done < wanted) {
        const auto control = static_cast<std::int8_t>(segment[at++]);
        if (control == -128) continue;
        const bool is_run = control < 0;
        const std::size_t count = static_cast<std::size_t>(is_run ? -control : control) + 1;
        const std::size_t size = is_run ? 1 : count, left = segment.size() - at;
        if (count > wanted - done) return wanted + 1;
        if (size > left) break;
        for (std::size_t i = 0; i < count; ++i) write(done++, segment[at + (is_run ? 0 : i)]);
        at += size;
    }
    return done == wanted && !is_padding(segment.subspan(at)) ? wanted + 1 : done;
}

}  // namespace

std::vector<std::uint32_t> decode_rle(const std::vector<std::uint8_t>& stream, const PixelFormat& format,
                                      const std::string& where) {
    const auto fail = [&](const std::string& found) {
        return Error({"cannot decode the RLE pixels", where,
                      format.description() + " in " + std::to_string(format.bits_allocated / 8) + " segments",
                      found});
    };
    const Bytes bytes = stream;
    const std::size_t segments = read_u32(bytes, 0, false);  // not without a whole header: kind_of_stream
    if (segments != static_cast<std::size_t>(format.bits_allocated / 8)) {
        throw fail(std::to_string(segments) + " segments");
    }
    std::vector<std::uint32_t> samples(format.frame_pixels());
    for (std::size_t s = 0; s < segments; ++s) {
        const std::size_t start = read_u32(bytes, 4 + 4 * s, false);
        const std::size_t end = s + 1 < segments ? read_u32(bytes, 8 + 4 * s, false) : bytes.size();
        if (start < kHeaderBytes || end < start || end > bytes.size())
            throw fail("segments beyond the stream");
        const std::size_t shift = 8 * (segments - 1 - s);  // the highest byte comes first
        const std::size_t found = unpack_segment(
            bytes.subspan(start, end - start), samples.size(),
            [&](std::size_t i, std::uint8_t byte) { samples[i] |= std::uint32_t{byte} << shift; });
        if (found < samples.size()) throw fail("a segment of " + std::to_string(found) + " pixels");
        if (found > samples.size()) throw fail("a segment of more pixels");
    }
    return samples;
}

}  // namespace lumbar
