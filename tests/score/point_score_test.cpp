#include "score/point_score.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(point_score)

BOOST_AUTO_TEST_CASE(counts_points_by_their_distance) {
    Keypoints truth{}, found{};
    found[0][0] = {0.006, 0.008};  // 0.01 away
    found[1][0] = {0.0, 0.015};    // within 2 %
    found[2][1] = {0.03, 0.03};    // within 5 %
    found[3][0] = {0.5, 0.0};
    PointScore score;
    score.add(found, truth);
    BOOST_TEST(score.points() == 10U);
    BOOST_TEST(std::abs(score.within_1() - 0.7) < 1e-12);
    BOOST_TEST(std::abs(score.within_2() - 0.8) < 1e-12);
    BOOST_TEST(std::abs(score.within_5() - 0.9) < 1e-12);
    BOOST_TEST(std::abs(score.mean_error() - (0.014 + 0.015 + 0.06 + 0.5) / 20) < 1e-12);
}

BOOST_AUTO_TEST_CASE(is_no_number_without_points) {
    BOOST_TEST(std::isnan(PointScore().within_2()));
    BOOST_TEST(std::isnan(PointScore().mean_error()));
}

BOOST_AUTO_TEST_SUITE_END()
