#include "augment/brightness_contrast.h"

#include <boost/test/unit_test.hpp>

#include "sample_stacks.h"

namespace lumbar {
namespace {

using test::flat_stack, test::sample_stack;

int level_after(int level, const BrightnessContrast& change) {
    return change.apply(flat_stack(1, 1, 1, level), 0, 1).pixels[0];
}

BOOST_AUTO_TEST_SUITE(brightness_contrast)

BOOST_AUTO_TEST_CASE(scales_about_black_then_adds_a_share_of_255) {
    BOOST_TEST(level_after(100, {0.2, 1}) == 151);
    BOOST_TEST(level_after(100, {0, 1.25}) == 125);
    BOOST_TEST(level_after(101, {0.1, 0.75}) == 101);  // 75.75 + 25.5, truncated
}

BOOST_AUTO_TEST_CASE(clips_at_black_and_white) {
    BOOST_TEST(level_after(30, {-0.4, 1}) == 0);
    BOOST_TEST(level_after(230, {0.4, 1.25}) == 255);
}

BOOST_AUTO_TEST_CASE(leaves_frames_alone_at_zero_strength) {
    const auto frames = sample_stack(2, 20, 30);
    BOOST_TEST((BrightnessContrast{}.apply(frames, 0, 2) == frames));
}

BOOST_AUTO_TEST_CASE(changes_every_frame_whatever_the_number_of_threads) {
    const auto frames = sample_stack(5, 9, 7);
    const BrightnessContrast change{0.11, 0.9};
    const auto changed = change.apply(frames, 0, 3);
    BOOST_TEST((changed == change.apply(frames, 0, 1)));
    for (std::size_t i = 0; i < frames.pixels.size(); ++i) {
        BOOST_REQUIRE(int{changed.pixels[i]} == level_after(frames.pixels[i], change));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
