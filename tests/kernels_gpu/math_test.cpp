// exp, tanh, sigmoid and mish of kernels/gpu/math.h against <cmath> in float64, over the whole range of
// floats.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "fiber_words.h"

namespace lumbar::fibers {
namespace {

#include "kernels/gpu/math.h"

// The largest relative error over floats of both signs, a step of about 2^-16 relative apart.  Where the
// right value is below the smallest normal float, all that counts is that the result is so small, too.
template <class Function, class Exact>
double largest_error(Function function, Exact exact, float smallest, float largest) {
    double most = 0;
    for (float size = smallest; size <= largest; size *= 1 + 0x1p-16f)
        for (const float x : {size, -size}) {
            const double right = exact(static_cast<double>(x)), value = function(x);
            const double tiny = 1.1754943508222875e-38;
            if (std::fabs(right) < tiny ? std::fabs(value) <= 2 * tiny : value == right) continue;
            if (std::isinf(value) && std::fabs(right) > 3.4028234e38) continue;
            const double error = std::fabs(value - right) / std::fabs(right);
            most = error >= 0 ? std::max(most, error) : INFINITY;
        }
    return most;
}

BOOST_AUTO_TEST_CASE(exp_is_accurate_over_its_whole_range) {
    BOOST_TEST(largest_error(
                   exp_of, [](double x) { return std::exp(x); }, 1e-30f, 1e30f) < 2.5e-7);
}
BOOST_AUTO_TEST_CASE(tanh_is_accurate_near_zero_and_far_from_it) {
    BOOST_TEST(largest_error(
                   tanh_of, [](double x) { return std::tanh(x); }, 1e-30f, 1e30f) < 2.5e-7);
}
BOOST_AUTO_TEST_CASE(sigmoid_is_accurate_on_both_sides) {
    BOOST_TEST(largest_error(
                   sigmoid_of, [](double x) { return 1 / (1 + std::exp(-x)); }, 1e-30f, 87.f) < 4e-7);
    BOOST_TEST(sigmoid_of(-1000.f) == 0);
    BOOST_TEST(sigmoid_of(1000.f) == 1);
}
BOOST_AUTO_TEST_CASE(mish_is_accurate_on_both_sides) {
    const auto mish = [](double x) { return x * std::tanh(std::log1p(std::exp(x))); };
    BOOST_TEST(largest_error(mish_of, mish, 1e-30f, 80.f) < 6e-7);
    BOOST_TEST(mish_of(1e30f) == 1e30f);
    BOOST_TEST(mish_of(-1000.f) == 0);
}
BOOST_AUTO_TEST_CASE(nan_stays_nan) {
    for (const float value : {exp_of(NAN), tanh_of(NAN), sigmoid_of(NAN), mish_of(NAN)})
        BOOST_TEST(std::isnan(value));
    BOOST_TEST(exp_of(-INFINITY) == 0);
    BOOST_TEST(exp_of(INFINITY) == INFINITY);
}

}  // namespace
}  // namespace lumbar::fibers
