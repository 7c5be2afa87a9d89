// What cross-validation needs; `lumbar evaluate` has its flags (app/evaluate_options.h).
#pragma once

#include <filesystem>
#include <optional>

#include "config/grading_options.h"

namespace lumbar {

struct CrossValidateOptions : GradingOptions {
    std::filesystem::path data, weights;
    std::optional<std::filesystem::path> output, output_recipes;
};

}  // namespace lumbar
