#include "config/calibration.h"

#include <cmath>

#include "base/atomic_file.h"
#include "config/version.h"
#include "files/json_fields.h"

namespace lumbar {

Probabilities with_temperature(const Probabilities& probabilities, double temperature) {
    Probabilities result{};
    double sum = 0;
    for (std::size_t i = 0; i < kClasses; ++i) sum += result[i] = std::pow(probabilities[i], 1 / temperature);
    for (double& share : result) share /= sum;
    return result;
}

std::optional<Calibration> read_calibration(const std::filesystem::path& weights_folder) {
    const auto path = weights_folder / kCalibrationName;
    if (!std::filesystem::exists(path)) return {};
    const Json json = read_json(path);
    const JsonFields fields(json, path.string(), ExitCode::weights);
    fields.require_known_keys({"temperature", "nets", "lumbar"});
    const JsonFields temperatures(fields.object("temperature"), path.string(), ExitCode::weights);
    Calibration calibration;
    for (std::size_t group = 0; group < kConditionGroups; ++group) {
        calibration.temperature[group] = temperatures.number(std::string(kConditionGroupNames[group]).c_str(),
                                                             kLowestTemperature, kHighestTemperature);
    }
    calibration.nets = fields.texts("nets");
    return calibration;
}

void write_calibration(const std::filesystem::path& weights_folder, const Calibration& calibration) {
    Json json{{"lumbar", version()}};
    for (std::size_t group = 0; group < kConditionGroups; ++group) {
        json["temperature"][std::string(kConditionGroupNames[group])] = calibration.temperature[group];
    }
    json["nets"] = calibration.nets;
    write_file_atomically(weights_folder / kCalibrationName, json.dump(2) + "\n");
}

}  // namespace lumbar
