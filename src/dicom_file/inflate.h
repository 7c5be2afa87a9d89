// Unpacks deflated bytes up to a limit; refuses streams that are damaged or end early.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "dicom_file/bytes.h"

namespace lumbar {

// How many bytes come out, found without keeping them: raw deflate as DICOM has it, or with zlib's header.
// Throws Error naming `where`.
std::size_t inflated_size(Bytes deflated, const std::string& where);

// Those bytes, `size` of them.
std::vector<std::uint8_t> inflate_bytes(Bytes deflated, std::size_t size, const std::string& where);

}  // namespace lumbar
