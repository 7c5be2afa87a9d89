// Writes the course of a training run as a page (docs/training.md), which loads itself anew while the run
// lasts.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "base/json.h"
#include "report/history.h"

namespace lumbar {

// What a run is, from its first step to its last.
struct CurvesRun {
    std::string program, name, recipe;
    int fold = 0;
    std::uint64_t seed = 0;
    std::int64_t steps = 0;  // of the whole run
    double epochs = 0;
    Json prior = Json::object();  // what the class prior scores, by the name of the series
};

// Where it stands.
struct CurvesState {
    bool running = true;
    std::int64_t step = 0, skipped_steps = 0;
    std::int64_t best_step = 0;  // whose weights are kept
    std::string best_metric;     // that decided so; empty: none
    std::optional<double> best;
};

// A chart for each group of names: what comes before the first '/' is the group ("loss/step" and "loss/mean"
// share the chart "loss").  At most 500 points a line; NaN and infinite values are gaps.  Throws Error
// (output) if the file cannot be written.
void write_curves(const std::filesystem::path& path, const History& history, const CurvesRun& run,
                  const CurvesState& state);

// Its data; "written" is left out.
Json curves_json(const History& history, const CurvesRun& run, const CurvesState& state);

}  // namespace lumbar
