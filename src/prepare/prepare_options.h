// The options of `lumbar prepare`: flags, defaults and help.
#pragma once

#include <filesystem>
#include <optional>

#include "base/cpu_count.h"
#include "config/series_limit.h"

namespace lumbar {

class Flags;

struct PrepareOptions {
    std::filesystem::path data, output;
    std::optional<std::filesystem::path> points;  // empty: what the data folder has
    int locate_size = 256;                        // px, of stage 1's frames
    int threads = default_threads();
    double max_series_gb = kMaxSeriesGb;
};

void declare(Flags& flags, PrepareOptions& to);

}  // namespace lumbar
