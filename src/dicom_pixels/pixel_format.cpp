#include "dicom_pixels/pixel_format.h"

#include "base/error.h"
#include "dicom_file/attributes.h"

namespace lumbar {
namespace {

constexpr int kMaxExtent = 65535;
constexpr std::size_t kMaxPixels = std::size_t{1} << 31;

// The number of a tag within its limits; `absent` < 0 means that it must be there.
int within(const DataSet& data, Tag tag, const char* name, int low, int high, int absent,
           const std::string& where) {
    const auto value = integer_of(data, tag);
    const std::string text = value ? std::to_string(*value) : whole_text_of(data, tag);
    if (text.empty() && absent >= 0) return absent;
    if (!value || *value < low || *value > high) {
        throw Error({std::string("not a readable image: ") + name, where,
                     std::to_string(low) + ".." + std::to_string(high), text.empty() ? "none" : text});
    }
    return *value;
}

bool reads_as_inverted(const DataSet& data, const std::string& where) {
    const std::string photometric = text_of(data, 0x00280004);
    const int samples = within(data, 0x00280002, "samples per pixel", 0, kMaxExtent, 1, where);
    if (samples != 1 || (!photometric.empty() && !photometric.starts_with("MONOCHROME"))) {
        throw Error({"not a monochrome image", where, "one sample per pixel, MONOCHROME1 or MONOCHROME2",
                     std::to_string(samples) + ", " + (photometric.empty() ? "none" : photometric)});
    }
    return photometric == "MONOCHROME1";
}

void check_bits(const PixelFormat& format, const std::string& where) {
    if (format.bits_allocated != 8 && format.bits_allocated != 16 && format.bits_allocated != 32) {
        throw Error({"cannot read pixels of this depth", where, "8, 16 or 32 bits allocated",
                     std::to_string(format.bits_allocated)});
    }
    if (format.bits_stored > format.bits_allocated || format.high_bit >= format.bits_allocated ||
        format.high_bit + 1 < format.bits_stored) {
        throw Error({"the bits of a pixel contradict each other", where,
                     "stored bits up to the high bit, within the allocated ones",
                     std::to_string(format.bits_stored) + " stored, high bit " +
                         std::to_string(format.high_bit) + ", " + std::to_string(format.bits_allocated) +
                         " allocated"});
    }
}

}  // namespace

std::string PixelFormat::description() const {
    return std::to_string(frames) + (frames == 1 ? " frame of " : " frames of ") + std::to_string(rows) +
           "x" + std::to_string(columns) + ", " + std::to_string(bits_allocated) + " bits";
}

PixelFormat read_pixel_format(const DataSet& data, const std::string& where) {
    PixelFormat format;
    format.is_inverted = reads_as_inverted(data, where);
    format.rows = within(data, 0x00280010, "rows", 1, kMaxExtent, -1, where);
    format.columns = within(data, 0x00280011, "columns", 1, kMaxExtent, -1, where);
    // 0 is not allowed, and seen on single-frame images all the same.
    format.frames = within(data, 0x00280008, "number of frames", 0, kMaxExtent, 1, where);
    if (format.frames == 0) format.frames = 1;
    format.bits_allocated = within(data, 0x00280100, "bits allocated", 1, 64, -1, where);
    format.bits_stored = within(data, 0x00280101, "bits stored", 1, 64, format.bits_allocated, where);
    format.high_bit = within(data, 0x00280102, "high bit", 0, 63, format.bits_stored - 1, where);
    format.is_signed = within(data, 0x00280103, "pixel representation", 0, 1, 0, where) == 1;
    check_bits(format, where);
    if (format.all_pixels() > kMaxPixels) {
        throw Error({"the image is too large", where, "at most " + std::to_string(kMaxPixels) + " pixels",
                     format.description()});
    }
    return format;
}

}  // namespace lumbar
