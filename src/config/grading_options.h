// How nets grade studies: the flags that predict, grade and evaluate have in common.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/cpu_count.h"
#include "config/device_request.h"
#include "config/precision.h"
#include "config/series_limit.h"

namespace lumbar {

class Flags;

struct GradingOptions {
    DeviceRequest device;
    int threads = default_threads();
    Precision precision = Precision::automatic;
    int batch = 0;
    double memory_gb = 0;  // 0: no limit
    double max_series_gb = kMaxSeriesGb;
    int tta = 9;
    std::vector<std::string> recipes;  // empty: all
    std::vector<int> folds;            // empty: all
    std::optional<std::filesystem::path> points;
};

void declare_grading(Flags& flags, GradingOptions& to);

}  // namespace lumbar
