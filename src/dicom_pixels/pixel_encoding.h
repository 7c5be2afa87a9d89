// How the pixels of a DICOM file that is written are encoded.
#pragma once

namespace lumbar {

enum class PixelEncoding { raw, rle };  // explicit little endian; RLE lossless

}  // namespace lumbar
