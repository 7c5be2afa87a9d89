#include "augment/flip.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "sample_stacks.h"

namespace lumbar {
namespace {

using test::sample_stack;

BOOST_AUTO_TEST_SUITE(flip)

BOOST_AUTO_TEST_CASE(turns_frames_upside_down_and_points_with_them) {
    for (const int height : {6, 7}) {
        const auto frames = sample_stack(2, height, 5), flipped = flip_vertically(frames);
        for (int y = 0; y < height; ++y) {
            const auto to = flip_point_vertically({3, static_cast<double>(y)}, height);
            BOOST_TEST(int{flipped.at(1, static_cast<int>(to.y), 3)} == int{frames.at(1, y, 3)});
        }
        BOOST_TEST((flip_vertically(flipped) == frames));
    }
}

BOOST_AUTO_TEST_CASE(reverses_the_order_of_frames) {
    for (const int count : {1, 4, 5}) {
        const auto frames = sample_stack(count, 4, 3), reversed = reverse_frames(frames);
        for (int s = 0; s < count; ++s)
            BOOST_TEST(std::equal(frames.frame(s), frames.frame(s) + 12, reversed.frame(count - 1 - s)));
    }
    BOOST_TEST((reverse_frames(ByteStack(0, 4, 3)) == ByteStack(0, 4, 3)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
