// A JPEG 2000 codestream (or JP2 file) in memory in, its samples out.  OpenJPEG comes in here only: DCMTK has
// no JPEG 2000 of its own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dicom/pixel_format.h"

namespace lumbar {

// One frame's samples, negative ones in two's complement.  Throws Error naming `where` if the stream is
// damaged or holds another image than `format` promises.
std::vector<std::uint32_t> decode_jpeg2000(const std::vector<std::uint8_t>& stream, const PixelFormat& format,
                                           const std::string& where);

}  // namespace lumbar
