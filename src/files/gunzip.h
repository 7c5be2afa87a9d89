// Decompresses gzip files that lie in memory.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace lumbar {

// One whole gzip member (RFC 1952).  Throws Error (internal) if it is damaged or cut: it is meant for files
// that the program carries.
std::string gunzip(std::span<const std::byte> compressed);

}  // namespace lumbar
