// Decodes JPEG 2000 codestreams (or JP2 files), HTJ2K among them.  OpenJPEG comes in here only: DCMTK has
// no JPEG 2000 of its own.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dicom_pixels/decoded_frame.h"
#include "dicom_pixels/pixel_format.h"

namespace lumbar {

// One frame.  Throws Error naming `where` if the stream is
// damaged or holds another image than `format` promises.
DecodedFrame decode_jpeg2000(const std::vector<std::uint8_t>& stream, const PixelFormat& format,
                             const std::string& where);

}  // namespace lumbar
