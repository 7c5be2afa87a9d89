#include "score/fit_temperature.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "base/error.h"
#include "config/calibration.h"
#include "score/metric.h"
#include "score/reliability.h"

namespace lumbar {
namespace {

double weight_of(const LabelledRow& row) {
    return kClassWeights[static_cast<std::size_t>(row.label)];
}

std::vector<LabelledRow> scaled(std::span<const LabelledRow> rows, double temperature) {
    std::vector<LabelledRow> result(rows.begin(), rows.end());
    for (LabelledRow& row : result) row.probabilities = with_temperature(row.probabilities, temperature);
    return result;
}

double log_loss(std::span<const LabelledRow> rows) {
    constexpr double kLeast = 1e-15;  // a share of 0 would cost infinity
    double loss = 0, weight = 0;
    for (const LabelledRow& row : rows) {
        const double share = row.probabilities[static_cast<std::size_t>(row.label)];
        loss -= weight_of(row) * std::log(std::max(share, kLeast));
        weight += weight_of(row);
    }
    return loss / weight;
}

double weighted_calibration_error(std::span<const LabelledRow> rows) {
    Reliability ranges{};
    for (const LabelledRow& row : rows) {
        const std::size_t said = most_probable_class(row.probabilities);
        const double confidence = row.probabilities[said];
        ranges[reliability_range(confidence)].add(weight_of(row), confidence,
                                                  said == static_cast<std::size_t>(row.label));
    }
    return calibration_error(ranges);
}

// The loss is convex in 1/T: the golden section finds its only minimum.
double best_temperature(std::span<const LabelledRow> rows) {
    constexpr double kGolden = 0.6180339887498949;
    constexpr int kSteps = 60;  // the interval shrinks to 1e-11 of 1/T
    const auto loss = [&](double inverse) { return log_loss(scaled(rows, 1 / inverse)); };
    double low = 1 / kHighestTemperature, high = 1 / kLowestTemperature;
    double left = high - kGolden * (high - low), right = low + kGolden * (high - low);
    double of_left = loss(left), of_right = loss(right);
    for (int step = 0; step < kSteps; ++step) {
        if (of_left < of_right) {
            high = std::exchange(right, left);
            of_right = of_left;
            left = high - kGolden * (high - low);
            of_left = loss(left);
        } else {
            low = std::exchange(left, right);
            of_left = of_right;
            right = low + kGolden * (high - low);
            of_right = loss(right);
        }
    }
    return 2 / (low + high);
}

}  // namespace

CalibrationQuality calibration_quality(std::span<const LabelledRow> rows) {
    return {log_loss(rows), weighted_calibration_error(rows)};
}

FittedTemperature fit_temperature(std::span<const LabelledRow> rows) {
    std::set<int> folds;
    for (const LabelledRow& row : rows) folds.insert(row.fold);
    if (folds.size() < 2) {
        throw Error({"the temperature cannot be checked on studies that it is not fitted on", "",
                     "labelled predictions of two folds", std::to_string(folds.size())});
    }
    std::vector<LabelledRow> held_out;
    for (const int fold : folds) {
        std::vector<LabelledRow> own, others;
        for (const LabelledRow& row : rows) (row.fold == fold ? own : others).push_back(row);
        for (const LabelledRow& row : scaled(own, best_temperature(others))) held_out.push_back(row);
    }
    FittedTemperature fitted;
    fitted.before = calibration_quality(rows);
    fitted.after = calibration_quality(held_out);
    if (fitted.after.log_loss < fitted.before.log_loss) {
        fitted.temperature = best_temperature(rows);
    } else {
        fitted.after = fitted.before;
    }
    return fitted;
}

}  // namespace lumbar
