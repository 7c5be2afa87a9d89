#include "augment/vertical_flip.h"

#include <boost/test/unit_test.hpp>

#include "sample_stacks.h"

namespace lumbar {
namespace {

using test::sample_stack;

BOOST_AUTO_TEST_SUITE(vertical_flip)

BOOST_AUTO_TEST_CASE(turns_frames_upside_down_and_points_with_them) {
    const VerticalFlip flip{true};
    for (const int height : {6, 7}) {
        const auto frames = sample_stack(2, height, 5), flipped = flip.apply(frames, 0, 1);
        for (int y = 0; y < height; ++y) {
            const auto to = flip.move({3, static_cast<double>(y)}, {height, 5});
            BOOST_TEST(int{flipped.at(1, static_cast<int>(to.y), 3)} == int{frames.at(1, y, 3)});
        }
        BOOST_TEST((flip.apply(flipped, 0, 1) == frames));
    }
}

BOOST_AUTO_TEST_CASE(leaves_frames_and_points_alone_unless_drawn) {
    const auto frames = sample_stack(2, 6, 5);
    BOOST_TEST((VerticalFlip{}.apply(frames, 0, 1) == frames));
    BOOST_TEST((VerticalFlip{}.move({3, 1}, {6, 5}) == Point{3, 1}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
