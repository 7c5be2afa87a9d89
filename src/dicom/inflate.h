// Unpacks deflated bytes up to a limit; refuses streams that are damaged or end early.
#pragma once

#include <string>
#include <vector>

#include "dicom/bytes.h"

namespace lumbar {

// Raw deflate as DICOM has it, or with zlib's header.  Throws Error naming `where`.
std::vector<std::uint8_t> inflate_bytes(Bytes deflated, const std::string& where);

}  // namespace lumbar
