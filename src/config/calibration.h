// Temperatures that calibrate an ensemble's probabilities, kept beside its nets in calibration.json.
// Guo et al., On Calibration of Modern Neural Networks, ICML 2017, https://arxiv.org/abs/1706.04599
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/grades.h"

namespace lumbar {

inline constexpr const char* kCalibrationName = "calibration.json";
inline constexpr double kLowestTemperature = 0.05, kHighestTemperature = 20;

struct Calibration {
    std::array<double, kConditionGroups> temperature = {1, 1, 1};  // by ConditionGroup
    std::vector<std::string> nets;                                 // names of those that it was fitted for

    bool operator==(const Calibration&) const = default;
};

// p^(1/T), divided by its sum: above 1 the probabilities become more even, below 1 more certain.
Probabilities with_temperature(const Probabilities& probabilities, double temperature);

// DIR/calibration.json, if there is one.  Throws Error (weights) naming the key that is wrong.
std::optional<Calibration> read_calibration(const std::filesystem::path& weights_folder);

// Throws Error (output).
void write_calibration(const std::filesystem::path& weights_folder, const Calibration& calibration);

}  // namespace lumbar
