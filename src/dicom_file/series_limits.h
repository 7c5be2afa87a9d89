// What one series may take at most: a few small files can promise far more.
#pragma once

#include <cstddef>
#include <string>

namespace lumbar {

inline constexpr const char* kBudgetFlag = " (--max-series-gb)";  // behind what it allows, in messages

struct SeriesLimits {
    std::size_t frames = 1024;
    // Of memory, while the series is read: its frames as float32 twice, as they are read and as a volume, and
    // the files in hand.
    std::size_t bytes = 2'000'000'000;
};

// The limits with another budget, gigabytes.
SeriesLimits limits_of(double series_gb);

// "1500.0 MB"
std::string megabytes(std::size_t bytes);

}  // namespace lumbar
