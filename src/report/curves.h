// Plots the history of a training run: one SVG file, without scripts, for a browser or a README.
#pragma once

#include <filesystem>

#include "report/history.h"

namespace lumbar {

// A panel for each group of names: what comes before the first '/' is the group and the panel's title
// ("loss/train" and "loss/validation" share the panel "loss"), what comes after it is the curve's.  All
// panels have the same axis of steps.  At most 500 points a curve; NaN and infinite values are gaps. Throws
// Error (output) if the file cannot be written.
void write_curves(const std::filesystem::path& path, const History& history);

}  // namespace lumbar
