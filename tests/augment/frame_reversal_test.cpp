#include "augment/frame_reversal.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "sample_stacks.h"

namespace lumbar {
namespace {

using test::sample_stack;

BOOST_AUTO_TEST_SUITE(frame_reversal)

BOOST_AUTO_TEST_CASE(reverses_the_order_of_frames) {
    for (const int count : {1, 4, 5}) {
        const auto frames = sample_stack(count, 4, 3), reversed = FrameReversal{true}.apply(frames, 0, 1);
        for (int s = 0; s < count; ++s)
            BOOST_TEST(std::equal(frames.frame(s), frames.frame(s) + 12, reversed.frame(count - 1 - s)));
    }
    BOOST_TEST((FrameReversal{true}.apply(ByteStack(0, 4, 3), 0, 1) == ByteStack(0, 4, 3)));
}

BOOST_AUTO_TEST_CASE(leaves_the_order_alone_unless_drawn) {
    const auto frames = sample_stack(3, 4, 3);
    BOOST_TEST((FrameReversal{}.apply(frames, 0, 1) == frames));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
