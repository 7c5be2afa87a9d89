#include "report/axis.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string_view>

namespace lumbar {
namespace {

std::string fixed(double value, int decimals) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
    return text.data();
}

std::string power_of_ten(int exponent) {
    constexpr std::array<std::string_view, 10> kDigits = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text = exponent < 0 ? "10⁻" : "10";
    for (const char digit : std::to_string(std::abs(exponent)))
        text += kDigits[static_cast<std::size_t>(digit - '0')];
    return text;
}

// 1, 2 or 5 times a power of ten: the smallest that needs no more than `most` steps.
double round_step(double range, int most) {
    const double power = std::pow(10, std::floor(std::log10(range / most)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power * most >= range) return step * power;
    }
    return 10 * power;
}

int decimals_of(double step) {
    return std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9)));
}

// Calls with each multiple of `step` on the axis.  Whole multiples: sums of steps would drift.  Adding 0
// turns -0 into 0.
template <class Visit>
void visit_multiples(const Axis& axis, double step, const Visit& visit) {
    const double slack = 1e-9;
    for (double i = std::ceil(axis.low / step - slack); i <= axis.high / step + slack; ++i)
        visit(i * step + 0.0);
}

// "1.5k": as many decimals as the step between two labels needs, without the zeros at the end.
std::string thousands(double value, double step) {
    constexpr std::array<std::string_view, 4> kUnits = {"", "k", "M", "G"};
    std::size_t unit = 0;
    for (; unit + 1 < kUnits.size() && std::abs(value) >= 1000; ++unit) {
        value /= 1000;
        step /= 1000;
    }
    std::string text = fixed(value, decimals_of(step));
    if (text.find('.') != text.npos) text.erase(text.find_last_not_of("0.", text.find_last_not_of('0')) + 1);
    return text + std::string(kUnits[unit]);
}

std::string decade_label(int digit, int exponent) {
    if (exponent >= -3 && exponent <= 4) return fixed(digit * std::pow(10, exponent), std::max(0, -exponent));
    return (digit == 1 ? "" : std::to_string(digit) + "·") + power_of_ten(exponent);
}

}  // namespace

double Axis::place(double value) const {
    if (logarithmic) return std::log(value / low) / std::log(high / low);
    return (value - low) / (high - low);
}

Axis step_axis(double first, double last) {
    Axis axis;
    axis.low = first * 10 <= last || first == last ? 0 : first;
    axis.high = std::max(last, axis.low + 1);
    const double step = std::max(1.0, round_step(axis.high - axis.low, 6));
    visit_multiples(axis, step, [&](double at) {
        axis.ticks.push_back({axis.place(at), thousands(at, step)});
    });
    return axis;
}

Axis linear_axis(double smallest, double largest) {
    constexpr double kAbove = 0.06, kFlat = 1e-9, kTiny = 1e-290;
    const double size = std::max({std::abs(smallest), std::abs(largest), kTiny});
    if (size == kTiny) return linear_axis(0, 1);
    const double range = largest - smallest;
    const double margin = range > size * kFlat ? range * kAbove : size * 0.1;
    Axis axis;
    const bool zero_is_near = smallest >= 0 && smallest <= 0.3 * largest;
    axis.low = zero_is_near ? 0 : smallest - margin;
    axis.high = largest + margin;
    const double step = round_step(axis.high - axis.low, 7);
    const int exponent =
        static_cast<int>(std::floor(std::log10(std::max(std::abs(axis.low), std::abs(axis.high)))));
    const bool is_plain = exponent >= -3 && exponent <= 4;
    if (!is_plain) axis.factor = power_of_ten(exponent);
    const double unit = is_plain ? 1 : std::pow(10, exponent);
    visit_multiples(axis, step, [&](double at) {
        axis.ticks.push_back({axis.place(at), fixed(at / unit, decimals_of(step / unit))});
    });
    return axis;
}

Axis logarithmic_axis(double smallest, double largest) {
    const double margin = std::pow(std::max(largest / smallest, 2.0), 0.05);
    Axis axis;
    axis.low = smallest / margin;
    axis.high = largest * margin;
    axis.logarithmic = true;
    const int first = static_cast<int>(std::floor(std::log10(axis.low)));
    const int last = static_cast<int>(std::ceil(std::log10(axis.high)));
    const int stride = 1 + (last - first) / 8;
    const auto digits =
        std::log10(axis.high / axis.low) <= 3 ? std::vector<int>{1, 2, 5} : std::vector<int>{1};
    for (int exponent = first; exponent <= last; exponent += stride) {
        for (const int digit : digits) {
            const double place = axis.place(digit * std::pow(10, exponent));
            if (place >= 0 && place <= 1) axis.ticks.push_back({place, decade_label(digit, exponent)});
        }
    }
    return axis;
}

}  // namespace lumbar
