#include "score/reliability.h"

#include <cmath>

namespace lumbar {

std::size_t reliability_range(double probability) {
    std::size_t range = 0;
    // The borders are numpy's: i times 0.1.
    while (range + 1 < kReliabilityRanges && probability > static_cast<double>(range + 1) * 0.1) ++range;
    return range;
}

void add(Reliability& sum, const Reliability& more) {
    for (std::size_t i = 0; i < kReliabilityRanges; ++i) {
        sum[i].weight += more[i].weight;
        sum[i].probability += more[i].probability;
        sum[i].came_true += more[i].came_true;
    }
}

double calibration_error(const Reliability& reliability) {
    double distance = 0, weight = 0;
    for (const ReliabilityRange& range : reliability) {
        distance += std::abs(range.probability - range.came_true);
        weight += range.weight;
    }
    return distance / weight;
}

}  // namespace lumbar
