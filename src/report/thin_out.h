// Reduces a long series to a few points that look the same: of each stretch the smallest and the largest
// value stay, and so do spikes.
#pragma once

#include <cstddef>
#include <vector>

#include "report/history.h"

namespace lumbar {

// Points that one line joins.  NaN, infinity and what is close to it part a series into several.
using Run = std::vector<History::Point>;

// At most `most` points in all (not fewer than 8), the first and the last among them.
std::vector<Run> thin_out(const std::vector<History::Point>& points, std::size_t most);

}  // namespace lumbar
