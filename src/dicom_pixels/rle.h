// DICOM's run-length encoding (PS3.5, annex G).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dicom_pixels/pixel_format.h"

namespace lumbar {

// One frame's samples with all their allocated bits.  Throws Error naming `where` unless the stream holds
// exactly the pixels that `format` promises.
std::vector<std::uint32_t> decode_rle(const std::vector<std::uint8_t>& stream, const PixelFormat& format,
                                      const std::string& where);

}  // namespace lumbar
