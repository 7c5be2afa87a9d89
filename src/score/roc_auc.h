// Computes the area under the ROC curve of one class against the rest, again and again for resampled studies.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lumbar {

// The chance that a row of the class has a higher probability than a row of the rest; equal ones count half.
class RocAuc {
  public:
    struct Row {
        double probability = 0;
        std::uint32_t study = 0;  // its index
        bool is_positive = false;
    };

    // Sorts once; area() then takes time in proportion to the rows.  Throws Error (data) for 2^30 studies.
    explicit RocAuc(std::vector<Row> rows);

    // `times`: how often each study counts.  Exact but for the last division; NaN unless both kinds of rows
    // are there.
    double area(std::span<const std::uint32_t> times) const;

  private:
    std::vector<std::uint32_t> rows_;  // by probability; study, and two flags
};

}  // namespace lumbar
