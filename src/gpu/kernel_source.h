// Finds the PTX that has a kernel for a GPU.
#pragma once

#include <span>
#include <string_view>

#include "gpu/embedded.h"

namespace lumbar::gpu {

// Of the texts that define the kernel, the one of the highest compute capability that the GPU has.  Throws
// std::invalid_argument where there is none.
const PtxText& find_ptx(std::span<const PtxText> texts, std::string_view kernel, int compute);

}  // namespace lumbar::gpu
