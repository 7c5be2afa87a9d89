#include "report/thin_out.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <limits>

using namespace lumbar;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<History::Point> numbered(const std::vector<double>& values) {
    std::vector<History::Point> points;
    for (const double value : values) points.push_back({static_cast<std::int64_t>(points.size()), value});
    return points;
}

std::vector<History::Point> wave(std::size_t count) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(std::sin(static_cast<double>(i) / 100));
    return numbered(values);
}

std::size_t count_points(const std::vector<Run>& runs) {
    std::size_t count = 0;
    for (const Run& run : runs) count += run.size();
    return count;
}

bool has_step(const std::vector<Run>& runs, std::int64_t step) {
    for (const Run& run : runs) {
        for (const auto& point : run) {
            if (point.step == step) return true;
        }
    }
    return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(thinning)

BOOST_AUTO_TEST_CASE(short_series_stay_as_they_are) {
    const auto runs = thin_out(wave(500), 500);
    BOOST_TEST(runs.size() == 1U);
    BOOST_TEST(count_points(runs) == 500U);
    BOOST_TEST(thin_out({}, 500).empty());
}

BOOST_AUTO_TEST_CASE(long_series_keep_their_spikes_and_both_ends) {
    for (const std::size_t count : {501U, 1000U, 12345U, 100000U}) {
        auto points = wave(count);
        points[count / 3].value = 50;
        points[count / 2].value = -50;
        const auto runs = thin_out(points, 500);
        BOOST_TEST(count_points(runs) <= 500U);
        BOOST_TEST(count_points(runs) > 200U);
        BOOST_TEST(has_step(runs, static_cast<std::int64_t>(count / 3)));
        BOOST_TEST(has_step(runs, static_cast<std::int64_t>(count / 2)));
        BOOST_TEST(has_step(runs, 0));
        BOOST_TEST(has_step(runs, static_cast<std::int64_t>(count - 1)));
        for (std::size_t i = 1; i < runs[0].size(); ++i) BOOST_REQUIRE(runs[0][i - 1].step < runs[0][i].step);
    }
}

BOOST_AUTO_TEST_CASE(what_is_not_finite_parts_the_line) {
    const double infinity = std::numeric_limits<double>::infinity();
    const auto runs = thin_out(numbered({kNan, 1, 2, kNan, infinity, 3, -infinity, 4, 5, kNan}), 500);
    BOOST_REQUIRE(runs.size() == 3U);
    BOOST_TEST(runs[0].size() == 2U);
    BOOST_TEST(runs[1].size() == 1U);
    BOOST_TEST(runs[2].back().value == 5);
    BOOST_TEST(thin_out(numbered({kNan, kNan}), 500).empty());
}

BOOST_AUTO_TEST_CASE(a_series_full_of_holes_is_not_longer) {
    auto points = wave(100000);
    for (std::size_t i = 0; i < points.size(); i += 2) points[i].value = kNan;
    BOOST_TEST(count_points(thin_out(points, 500)) <= 500U);
    auto holed = wave(10000);
    for (std::size_t i = 4000; i < 5000; ++i) holed[i].value = kNan;
    BOOST_TEST(thin_out(holed, 500).size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
