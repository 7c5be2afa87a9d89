#include "core/keypoints.h"

#include <boost/test/unit_test.hpp>
#include <numeric>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(keypoints)

BOOST_AUTO_TEST_CASE(are_numbered_by_level_then_point_then_x_before_y) {
    KeypointNumbers numbers;
    std::iota(numbers.begin(), numbers.end(), 0.f);
    const Keypoints points = keypoints_of(numbers);
    BOOST_TEST((points[0][0] == Point{0, 1}));
    BOOST_TEST((points[2][1] == Point{10, 11}));
    BOOST_TEST((numbers_of(points) == numbers));
}

BOOST_AUTO_TEST_SUITE_END()
