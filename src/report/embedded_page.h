// The page that embed.cmake assembles and compresses (gzip), as the executable carries it.
#pragma once

#include <cstddef>
#include <span>

namespace lumbar {

std::span<const std::byte> embedded_page();

}  // namespace lumbar
