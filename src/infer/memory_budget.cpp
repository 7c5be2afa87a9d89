#include "infer/memory_budget.h"

#include <cstdio>
#include <string>

#include "base/error.h"

namespace lumbar {
namespace {

constexpr double kGigabyte = 1e9;
// Two studies of three large series (150 MB), and all views of a series.
constexpr double kStudiesInHand = 0.25 * kGigabyte;
// In float32: hgnetv2_b5 takes 420 (BENCHMARKS.md), b6 is half as wide again.
constexpr double kBytesPerPixel = 640;
// A frame of the largest recipe, 256 px.
constexpr double kLeastPixels = 256 * 256;

std::string gigabytes(double bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f GB", bytes / kGigabyte);
    return text;
}

}  // namespace

std::int64_t pixels_within(double limit_gb, double in_use_bytes) {
    const double left = limit_gb * kGigabyte - in_use_bytes - kStudiesInHand;
    if (left < kLeastPixels * kBytesPerPixel) {
        throw Error({"the nets do not fit into that memory", "--memory",
                     "at least " + gigabytes(in_use_bytes + kStudiesInHand + kLeastPixels * kBytesPerPixel) +
                         ", or fewer --folds or --recipes",
                     gigabytes(limit_gb * kGigabyte)},
                    ExitCode::usage);
    }
    return static_cast<std::int64_t>(left / kBytesPerPixel);
}

}  // namespace lumbar
