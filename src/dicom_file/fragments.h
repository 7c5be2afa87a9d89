// The fragments of compressed pixel data, put together to frames.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dicom_file/bytes.h"

namespace lumbar {

// The fragments that hold something, without the offset table.  A sequence that is not closed, or with
// anything behind it, is read as far as its fragments go.  Throws Error naming `where` for a fragment that is
// cut.
std::vector<Bytes> split_into_fragments(Bytes pixel_data, const std::string& where);

// A frame begins where a fragment begins with the first bytes of a compressed picture: the offset table,
// which is often empty or wrong, is not needed.  What stands before the first frame is left out.
std::vector<std::vector<Bytes>> group_into_frames(const std::vector<Bytes>& fragments);

// One frame's fragments as one stream.
std::vector<std::uint8_t> joined(const std::vector<Bytes>& fragments);

}  // namespace lumbar
