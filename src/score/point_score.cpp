#include "score/point_score.h"

#include <cmath>

namespace lumbar {

void PointScore::add(const Keypoints& found, const Keypoints& truth) {
    for (std::size_t level = 0; level < found.size(); ++level) {
        for (std::size_t side = 0; side < found[level].size(); ++side) {
            const double dx = found[level][side].x - truth[level][side].x;
            const double dy = found[level][side].y - truth[level][side].y;
            const double distance = std::hypot(dx, dy);
            error_sum_ += (std::abs(dx) + std::abs(dy)) / 2;
            within_1_ += distance <= 0.01;
            within_2_ += distance <= 0.02;
            within_5_ += distance <= 0.05;
            ++points_;
        }
    }
}

double PointScore::share(std::size_t count) const {
    return points_ > 0 ? static_cast<double>(count) / static_cast<double>(points_) : std::nan("");
}

double PointScore::mean_error() const {
    return points_ > 0 ? error_sum_ / static_cast<double>(points_) : std::nan("");
}

}  // namespace lumbar
