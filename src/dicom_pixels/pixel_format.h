// How a file's pixels are stored, and what a stored sample stands for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "dicom_file/data_set.h"

namespace lumbar {

struct PixelFormat {
    int rows = 0, columns = 0, frames = 1;
    int bits_allocated = 16, bits_stored = 16, high_bit = 15;
    bool is_signed = false;
    bool is_inverted = false;  // MONOCHROME1: the smallest value is white
    int inverted_bits = 0;     // the range within which it is turned; 0: of the stored bits

    std::size_t frame_pixels() const {
        return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
    }
    std::size_t frame_bytes() const { return frame_pixels() * static_cast<std::size_t>(bits_allocated / 8); }
    std::size_t all_pixels() const { return frame_pixels() * static_cast<std::size_t>(frames); }
    std::size_t all_bytes() const { return frame_bytes() * static_cast<std::size_t>(frames); }
    // "2 frames of 64x64, 16 bits"
    std::string description() const;
};

// Throws Error naming `where` unless it is a monochrome format that we read and of a sane size.
PixelFormat read_pixel_format(const DataSet& data, const std::string& where);

// What a stored sample stands for: its stored bits as a number, MONOCHROME1 turned to MONOCHROME2 within the
// range of those bits.  Without branches, for whole frames; `Number` holds one bit more than is stored.
template <class Number>
class StoredValue {
  public:
    explicit StoredValue(const PixelFormat& format)
        : shift_(format.high_bit + 1 - format.bits_stored),
          mask_(static_cast<std::uint32_t>((std::uint64_t{1} << format.bits_stored) - 1)),
          sign_(format.is_signed ? Number{1} << (format.bits_stored - 1) : 0),
          direction_(format.is_inverted ? -1 : 1),
          offset_(!format.is_inverted ? 0
                  : format.is_signed  ? -1
                                      : static_cast<Number>(all_of_bits(format))) {}

    Number operator()(std::uint32_t sample) const {
        const Number bits = static_cast<Number>((sample >> shift_) & mask_);
        return offset_ + direction_ * ((bits ^ sign_) - sign_);
    }

  private:
    static std::uint64_t all_of_bits(const PixelFormat& format) {
        return (std::uint64_t{1} << (format.inverted_bits > 0 ? format.inverted_bits : format.bits_stored)) -
               1;
    }

    int shift_;
    std::uint32_t mask_;
    Number sign_, direction_, offset_;
};

}  // namespace lumbar
