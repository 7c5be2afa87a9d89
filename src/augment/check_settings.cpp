#include "augment/check_settings.h"

#include <sstream>
#include <string>
#include <variant>

#include "base/error.h"
#include "config/training.h"

namespace lumbar {
namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& expected, double found) {
    throw Error({"the setting does not fit", name, expected, std::to_string(found)}, ExitCode::usage);
}

// A NaN is in no range.
void require_within(const std::string& name, double value, double low, double high) {
    if (value >= low && value <= high) return;
    std::ostringstream range;
    range << low << " to " << high;
    refuse(name, range.str(), value);
}

void require_order(const std::string& name, double low, double high) {
    if (low <= high) return;
    refuse(name, "at most the high end, " + std::to_string(high), low);
}

}  // namespace

void check_settings(const AugmentationSettings& settings) {
    TrainingSettings all;
    all.augment = settings;
    for (const Setting& setting : settings_of(all)) {
        if (!setting.name.starts_with("augment.")) continue;
        if (const auto* whole = std::get_if<int*>(&setting.value)) {
            require_within(setting.name, **whole, setting.low, setting.high);
        } else if (const auto* number = std::get_if<double*>(&setting.value)) {
            require_within(setting.name, **number, setting.low, setting.high);
        }
    }
    require_order("augment.noise_variance_low", settings.noise_variance_low, settings.noise_variance_high);
    require_order("augment.dropout_low", settings.dropout_low, settings.dropout_high);
}

}  // namespace lumbar
