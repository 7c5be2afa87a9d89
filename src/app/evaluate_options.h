// The options of `lumbar evaluate`: flags, defaults and help.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "command_line/command.h"
#include "pipeline/cross_validate_options.h"

namespace lumbar {

// What is scored: a submission that is there, stage 1's points, or nets, by cross validation.
enum class EvaluateForm { submission, points, nets };

// What is written about the grades of a cohort; nothing without `report` and `json`.
struct EvaluationOptions {
    std::optional<std::filesystem::path> report, json;
    std::optional<std::filesystem::path> pages;  // of `grade`: the worst cases are linked to theirs
    int resamples = 1000;
    std::uint64_t seed = 0;
};

struct EvaluateOptions {
    EvaluateForm form = EvaluateForm::submission;
    EvaluationOptions evaluation;
    std::filesystem::path labels, predictions;
    std::optional<std::filesystem::path> prior_labels;
    std::filesystem::path found_points, true_points;
    CrossValidateOptions nets;
};

void declare(Flags& flags, EvaluateOptions& to);

// Finds the form by the flags that are given.  Throws Error (usage) unless they are those of one form.
void find_form(const GivenFlags& given, EvaluateOptions& to);

}  // namespace lumbar
