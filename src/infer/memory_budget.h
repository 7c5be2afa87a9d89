// A limit of memory in, how much may pass through the nets at once out.
#pragma once

#include <cstdint>

namespace lumbar {

// Image points that may be in forward passes on the CPU at once, so that these, the studies in hand and
// `in_use_bytes` (the nets) stay within `limit_gb`.  Throws Error (usage) if not even one frame of each
// net would.
std::int64_t pixels_within(double limit_gb, double in_use_bytes);

}  // namespace lumbar
