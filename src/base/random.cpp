#include "base/random.h"

#include <algorithm>
#include <cmath>

namespace lumbar {
namespace {

// Acklam's rational approximation, relative error below 1.2e-9.
double tail_quantile(double q) {
    const double above =
        ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q -
          2.549732539343734e+00) *
             q +
         4.374664141464968e+00) *
            q +
        2.938163982698783e+00;
    const double below =
        (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q +
         3.754408661907416e+00) *
            q +
        1.0;
    return above / below;
}

double central_quantile(double q) {
    const double r = q * q;
    const double above =
        (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r +
           1.383577518672690e+02) *
              r -
          3.066479806614716e+01) *
             r +
         2.506628277459239e+00) *
        q;
    const double below =
        ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r +
          6.680131188771972e+01) *
             r -
         1.328068155288572e+01) *
            r +
        1.0;
    return above / below;
}

}  // namespace

std::uint64_t derive_seed(std::uint64_t seed, std::uint64_t stream) {
    std::uint64_t z = seed * 0x9E3779B97F4A7C15u + (stream + 1) * 0xD1B54A32D192ED03u;  // splitmix64's finish
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

double normal_quantile(double share) {
    constexpr double kTail = 0.02425;
    share = std::clamp(share, 1e-12, 1 - 1e-12);
    if (share < kTail) return tail_quantile(std::sqrt(-2 * std::log(share)));
    if (share > 1 - kTail) return -tail_quantile(std::sqrt(-2 * std::log(1 - share)));
    return central_quantile(share - 0.5);
}

double normal_share(double value) {
    return 0.5 * std::erfc(-value / std::sqrt(2.0));
}

double Random::normal(double mean, double deviation) {
    return mean + deviation * normal_quantile(uniform());
}

std::int64_t Random::integer(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(uniform() * static_cast<double>(high - low + 1));
}

}  // namespace lumbar
