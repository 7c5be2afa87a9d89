// Measures the distances between found and true points.
#pragma once

#include <cstddef>

#include "core/keypoints.h"

namespace lumbar {

// Means over all points added; distances as shares of the image's side.
class PointScore {
  public:
    void add(const Keypoints& found, const Keypoints& truth);

    std::size_t points() const { return points_; }
    double mean_error() const;  // of a coordinate: L1
    // Share of the points whose distance is at most 0.01, 0.02, 0.05.
    double within_1() const { return share(within_1_); }
    double within_2() const { return share(within_2_); }
    double within_5() const { return share(within_5_); }

  private:
    double share(std::size_t count) const;

    std::size_t points_ = 0, within_1_ = 0, within_2_ = 0, within_5_ = 0;
    double error_sum_ = 0;
};

}  // namespace lumbar
