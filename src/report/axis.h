// Lays out an axis between the smallest and the largest value: its range, its ticks and their labels.
#pragma once

#include <string>
#include <vector>

namespace lumbar {

struct Tick {
    double place;  // 0 at the low end of the axis, 1 at the high one
    std::string label;
};

struct Axis {
    double low = 0, high = 1;  // low < high
    bool logarithmic = false;
    std::string factor;  // by which the labels are to be multiplied, "10⁻⁴"; empty: 1
    std::vector<Tick> ticks;

    double place(double value) const;
};

// Whole numbers from `first` to `last`, both >= 0: "0  500  1k  1.5k".
Axis step_axis(double first, double last);
// A little wider than the values, down to 0 if that is near; |values| <= 1e300.
Axis linear_axis(double smallest, double largest);
// For values > 0 that span decades.
Axis logarithmic_axis(double smallest, double largest);

}  // namespace lumbar
