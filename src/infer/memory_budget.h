// Divides a limit of memory: a third is for the studies in hand, the rest for the nets and what passes
// through them.
#pragma once

#include <cstdint>

namespace lumbar {

// What reading one series may take of `limit_gb` (0: no limit), at most `most_gb`.
double series_gb_within(double limit_gb, double most_gb);

// Image points that may be in forward passes on the CPU at once, so that these, two studies of which each
// takes twice what one series may, and `in_use_bytes` (the nets) stay within `limit_gb`.  Throws Error
// (usage) if not even one frame of each net would.
std::int64_t pixels_within(double limit_gb, double in_use_bytes, double most_series_gb);

}  // namespace lumbar
