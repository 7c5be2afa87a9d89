#include "score/weighted_kappa.h"

#include <limits>

namespace lumbar {

double quadratic_kappa(const ConfusionMatrix& matrix) {
    double observed = 0, expected = 0;  // expected: times the rows, which keeps it whole
    for (std::size_t label = 0; label < kClasses; ++label) {
        for (std::size_t grade = 0; grade < kClasses; ++grade) {
            const double distance = static_cast<double>(label) - static_cast<double>(grade);
            const auto by_chance =
                static_cast<double>(matrix.labelled(label)) * static_cast<double>(matrix.graded(grade));
            observed += distance * distance * static_cast<double>(matrix.rows[label][grade]);
            expected += distance * distance * by_chance;
        }
    }
    if (expected == 0) return std::numeric_limits<double>::quiet_NaN();
    return 1 - observed * static_cast<double>(matrix.total()) / expected;
}

}  // namespace lumbar
