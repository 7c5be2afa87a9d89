// The options of `lumbar predict`: flags, defaults and help.
#pragma once

#include <filesystem>
#include <optional>

#include "competition/series_list.h"
#include "config/grading_options.h"

namespace lumbar {

class Flags;

struct PredictOptions : GradingOptions {
    std::filesystem::path data, weights, output;
    Split split = Split::test;
    std::optional<std::filesystem::path> save_points;
    std::optional<double> deadline_s;  // after the start; then the run ends with what is graded
    bool resume = false;               // from the journal of a stopped run
    double write_interval_s = 30;      // at least, between replacements of the output; no flag
};

void declare(Flags& flags, PredictOptions& to);

}  // namespace lumbar
