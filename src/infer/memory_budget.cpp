#include "infer/memory_budget.h"

#include <algorithm>
#include <string>

#include "base/error.h"
#include "base/fixed_decimals.h"

namespace lumbar {
namespace {

constexpr double kGigabyte = 1e9;
// One study is graded while the next is read; each may take twice what a series may
// (pipeline/study_reader.h).
constexpr double kSeriesInHand = 4;
constexpr double kShareOfStudies = 1. / 3;
// In float32: hgnetv2_b5 takes 420 (BENCHMARKS.md), b6 is half as wide again.
constexpr double kBytesPerPixel = 640;
// A frame of the largest recipe, 256 px.
constexpr double kLeastPixels = 256 * 256;

std::string gigabytes(double bytes) {
    return fixed_decimals(bytes / kGigabyte, 2) + " GB";
}

}  // namespace

double series_gb_within(double limit_gb, double most_gb) {
    return limit_gb > 0 ? std::min(most_gb, limit_gb * kShareOfStudies / kSeriesInHand) : most_gb;
}

std::int64_t pixels_within(double limit_gb, double in_use_bytes, double most_series_gb) {
    const double studies_gb = kSeriesInHand * series_gb_within(limit_gb, most_series_gb);
    const double left = (limit_gb - studies_gb) * kGigabyte - in_use_bytes;
    if (left < kLeastPixels * kBytesPerPixel) {
        const double nets = in_use_bytes + kLeastPixels * kBytesPerPixel;
        const double enough =
            std::min(nets / (1 - kShareOfStudies), nets + kSeriesInHand * most_series_gb * kGigabyte);
        throw Error({"the nets do not fit into that memory", "--memory",
                     "at least " + gigabytes(enough) + ", or fewer --folds or --recipes",
                     gigabytes(limit_gb * kGigabyte)},
                    ExitCode::usage);
    }
    return static_cast<std::int64_t>(left / kBytesPerPixel);
}

}  // namespace lumbar
