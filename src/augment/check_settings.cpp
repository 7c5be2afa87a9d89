#include "augment/check_settings.h"

#include <limits>
#include <string>

#include "base/error.h"

namespace lumbar {
namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& expected, double found) {
    throw Error({"the setting does not fit", "augment." + name, expected, std::to_string(found)},
                ExitCode::usage);
}

// A NaN is in no range.
void require_within(const char* name, double value, double low, double high) {
    if (value >= low && value <= high) return;
    refuse(name, std::to_string(low) + " to " + std::to_string(high), value);
}

void require_order(const char* name, double low, double high) {
    if (low <= high) return;
    refuse(name, "at most the high end, " + std::to_string(high), low);
}

}  // namespace

void check_settings(const AugmentationSettings& a) {
    constexpr double kLongestSide = 32767, kMany = 1e6;
    constexpr double kNearlyNothing = 0.99;  // what is scaled by 0 is gone
    require_within("size", a.size, 0, kLongestSide);
    require_within("brightness", a.brightness, 0, 1);
    require_within("contrast", a.contrast, 0, 1);
    require_within("shift", a.shift, 0, 1);
    require_within("scale", a.scale, 0, kNearlyNothing);
    require_within("rotate_deg", a.rotate_deg, 0, 360);
    require_within("noise_variance_low", a.noise_variance_low, 0, kMany);
    require_within("noise_variance_high", a.noise_variance_high, 0, kMany);
    require_order("noise_variance_low", a.noise_variance_low, a.noise_variance_high);
    require_within("optical_limit", a.optical_limit, 0, 10);
    require_within("grid_limit", a.grid_limit, 0, kNearlyNothing);
    require_within("grid_steps", a.grid_steps, 1, kLongestSide);
    require_within("dropout_low", a.dropout_low, 0, std::numeric_limits<int>::max());
    require_order("dropout_low", a.dropout_low, a.dropout_high);
    require_within("blur_chance", a.blur_chance, 0, 1);
    require_within("distort_chance", a.distort_chance, 0, 1);
    require_within("dropout_chance", a.dropout_chance, 0, 1);
    require_within("vertical_flip_chance", a.vertical_flip_chance, 0, 1);
    require_within("reverse_chance", a.reverse_chance, 0, 1);
}

}  // namespace lumbar
