// JPEG and JPEG-LS pictures by DCMTK's decoders: the process that the stream itself states, not the declared
// one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dicom_pixels/decoded_frame.h"
#include "dicom_pixels/pixel_format.h"

namespace lumbar {

// One frame.  Throws Error naming `where` if the stream is damaged, ends early or holds another image than
// `format` promises.
DecodedFrame decode_jpeg(const std::vector<std::uint8_t>& stream, const PixelFormat& format,
                         const std::string& where);

}  // namespace lumbar
