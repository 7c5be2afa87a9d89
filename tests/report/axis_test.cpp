#include "report/axis.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "base/random.h"

using namespace lumbar;

namespace {

std::string labels_of(const Axis& axis) {
    std::string text;
    for (const Tick& tick : axis.ticks) text += (text.empty() ? "" : " ") + tick.label;
    return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(axis)

BOOST_AUTO_TEST_CASE(steps_are_labelled_with_round_numbers) {
    BOOST_TEST(labels_of(step_axis(0, 3000)) == "0 500 1k 1.5k 2k 2.5k 3k");
    BOOST_TEST(labels_of(step_axis(1, 3)) == "1 2 3");
    BOOST_TEST(labels_of(step_axis(7, 7)) == "0 2 4 6");
    BOOST_TEST(labels_of(step_axis(0, 0)) == "0 1");
    BOOST_TEST(labels_of(step_axis(1, 2'000'000)) == "0 500k 1M 1.5M 2M");
}

BOOST_AUTO_TEST_CASE(values_start_at_zero_where_that_is_near) {
    BOOST_TEST(labels_of(linear_axis(0.1, 1.2)) == "0.0 0.2 0.4 0.6 0.8 1.0 1.2");
    BOOST_TEST(labels_of(linear_axis(40, 42)) == "40.0 40.5 41.0 41.5 42.0");
    BOOST_TEST(labels_of(linear_axis(-2, 3)) == "-2 -1 0 1 2 3");
}

BOOST_AUTO_TEST_CASE(very_small_and_very_large_values_share_a_factor) {
    const Axis small = linear_axis(1e-6, 1e-4), large = linear_axis(0, 3e7);
    BOOST_TEST(small.factor == "10⁻⁴");
    BOOST_TEST(labels_of(small) == "0.0 0.2 0.4 0.6 0.8 1.0");
    BOOST_TEST(large.factor == "10⁷");
    BOOST_TEST(linear_axis(0, 9000).factor.empty());
}

BOOST_AUTO_TEST_CASE(values_that_are_all_the_same_lie_within) {
    for (const double value : {0.0, 5.0, -5.0, 1e-12, 1e300, -1e300, 1e-320}) {
        const Axis axis = linear_axis(value, value);
        BOOST_TEST(axis.place(value) >= 0);
        BOOST_TEST(axis.place(value) <= 1);
        BOOST_TEST(!axis.ticks.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_logarithmic_axis_gives_every_decade_the_same_room) {
    const Axis axis = logarithmic_axis(0.01, 1000);
    BOOST_TEST(labels_of(axis) == "0.01 0.1 1 10 100 1000");
    BOOST_TEST(std::abs(axis.place(1) - axis.place(0.1) - (axis.place(100) - axis.place(10))) < 1e-12);
    BOOST_TEST(labels_of(logarithmic_axis(1, 100)) == "1 2 5 10 20 50 100");
    BOOST_TEST(labels_of(logarithmic_axis(1e-9, 1e-7)) == "10⁻⁹ 2·10⁻⁹ 5·10⁻⁹ 10⁻⁸ 2·10⁻⁸ 5·10⁻⁸ 10⁻⁷");
}

BOOST_AUTO_TEST_CASE(any_axis_holds_its_values_and_a_few_ticks_in_order) {
    Random random(5);
    for (int i = 0; i < 2000; ++i) {
        const double a = std::pow(10, random.uniform(-60, 60)), b = a * std::pow(10, random.uniform(1.5, 50));
        const double low = random.chance(0.5) ? a : -a;
        for (const Axis& axis : {linear_axis(low, b), logarithmic_axis(a, b)}) {
            BOOST_REQUIRE(axis.low < axis.high);
            BOOST_REQUIRE((axis.place(b) >= 0 && axis.place(b) <= 1));
            BOOST_REQUIRE((!axis.ticks.empty() && axis.ticks.size() <= 12));
            double last = -1e-6;
            for (const Tick& tick : axis.ticks) {
                BOOST_REQUIRE((tick.place > last && tick.place < 1 + 1e-6));
                last = tick.place;
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
