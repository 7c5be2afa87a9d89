// How the pixels of a DICOM file that is written are encoded.
#pragma once

#include "base/enum_names.h"

namespace lumbar {

enum class PixelEncoding { raw, rle };  // explicit little endian; RLE lossless

inline constexpr EnumNames<PixelEncoding, 2> kPixelEncodingNames = {
    {{PixelEncoding::rle, "rle"}, {PixelEncoding::raw, "raw"}}};

}  // namespace lumbar
