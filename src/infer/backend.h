// Computes the nets of an ensemble on one device: what every kind of device offers alike.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "config/recipe.h"
#include "core/crop.h"
#include "core/keypoints.h"
#include "core/study.h"
#include "image/middle_frames.h"

namespace lumbar {

// A device failed while it computed.  The data are not to blame: compute them on another device.
struct BackendFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Numbers became too large for the float16 that a device computes in.  It works on: compute these data
// elsewhere.
struct NumberOverflow : BackendFailure {
    using BackendFailure::BackendFailure;
};

// What the grading nets of a recipe answer for one series.
struct GradingLogits {
    std::vector<std::int64_t> levels;  // that have a crop, in order
    std::size_t views = 0, findings = 0;
    std::vector<std::vector<float>> nets;  // of each net: [views][levels][findings][kClasses]
    double view_s = 0;                     // of this, spent on rendering the views; 0 if not measured
    // How much each frame that a net takes counts for each head: 1 in all over the real frames, 0 for
    // padding.
    std::size_t heads = 0, frames = 0;
    std::vector<std::vector<float>> attention{};  // of each net: [views][levels][heads][frames]
};

// What convolutions and matrix products are computed in; sums are always float32.
enum class NumberFormat { float32, bfloat16, float16 };

constexpr std::string_view number_format_name(NumberFormat format) {
    switch (format) {
        case NumberFormat::bfloat16:
            return "bfloat16";
        case NumberFormat::float16:
            return "float16";
        default:
            return "float32";
    }
}

inline constexpr std::size_t kAllNets = std::numeric_limits<std::size_t>::max();

// Any number of threads may ask at once.  A GPU's number that is not finite is a BackendFailure; the CPU's
// are handed over as they are.
class Backend {
  public:
    virtual ~Backend() = default;
    Backend(const Backend&) = delete;
    Backend& operator=(const Backend&) = delete;

    // For the log: "CPU, float32", "GPU 0 (Tesla T4), float16".
    virtual std::string name() const = 0;
    virtual NumberFormat number_format() const = 0;

    // What it holds, for the table of `lumbar check`: "1.20 GB in use".
    virtual std::string memory_use() const { return ""; }

    // How many studies are best in hand at a time: 1 if the device is the CPU, which prepares them as well.
    virtual int studies_in_hand() const = 0;

    // Asks the keypoint nets of that kind of series: the first `most_nets`, in the order of their files.
    // `input`: frames 0..255 [S,H,W] of the recipe's size, padding black.  Throws Error (weights) if there is
    // no such net, BackendFailure if the device fails.
    virtual std::vector<KeypointNumbers> keypoints(SeriesKind kind, const MiddleFrames<std::uint8_t>& input,
                                                   std::size_t most_nets = kAllNets) = 0;

    // Asks the first `most_nets` grading nets of the recipe about each disc, turned by each angle.  Throws
    // Error (weights) if there is no such net, Error (data) if no level has a crop or the crops differ in
    // size (plan_series_views), BackendFailure if the device fails.
    virtual GradingLogits grading_logits(const Recipe& recipe, const Crops& crops,
                                         std::span<const double> angles_deg,
                                         std::size_t most_nets = kAllNets) = 0;

  protected:
    Backend() = default;
};

}  // namespace lumbar
