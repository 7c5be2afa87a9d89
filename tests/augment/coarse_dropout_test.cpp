#include "augment/coarse_dropout.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <set>

#include "base/error.h"
#include "sample_stacks.h"

namespace lumbar {
namespace {

using test::flat_stack;

BOOST_AUTO_TEST_SUITE(coarse_dropout)

BOOST_AUTO_TEST_CASE(draws_as_many_distinct_pixels_as_the_settings_allow) {
    const CoarseDropout::Settings settings;
    Random random(9);
    std::size_t fewest = 1000, most = 0;
    for (int i = 0; i < 2000; ++i) {
        const auto pixels = draw_pixels(settings, random, {20, 30}).pixels;
        BOOST_REQUIRE((std::set<int>(pixels.begin(), pixels.end()).size() == pixels.size()));
        BOOST_REQUIRE(*std::min_element(pixels.begin(), pixels.end()) >= 0);
        BOOST_REQUIRE(*std::max_element(pixels.begin(), pixels.end()) < 600);
        fewest = std::min(fewest, pixels.size());
        most = std::max(most, pixels.size());
    }
    BOOST_TEST(fewest == 50u);
    BOOST_TEST(most == 250u);
}

BOOST_AUTO_TEST_CASE(draws_all_places_alike) {
    CoarseDropout::Settings settings;
    settings.dropout_low = settings.dropout_high = 3;
    Random random(2);
    std::vector<int> counts(12);
    for (int i = 0; i < 4000; ++i) {
        for (const int pixel : draw_pixels(settings, random, {3, 4}).pixels)
            ++counts[static_cast<std::size_t>(pixel)];
    }
    for (const int count : counts) BOOST_TEST(std::abs(count - 1000) < 137);  // five deviations
}

BOOST_AUTO_TEST_CASE(takes_all_pixels_of_frames_smaller_than_the_draw) {
    Random random(4);
    BOOST_TEST(draw_pixels({}, random, {5, 4}).pixels.size() == 20u);
}

BOOST_AUTO_TEST_CASE(blackens_the_same_pixels_of_all_frames) {
    const auto dropped = CoarseDropout{{0, 6}}.apply(flat_stack(2, 3, 4, 7), 0, 1);
    const std::vector<std::uint8_t> frame{0, 7, 7, 7, 7, 7, 0, 7, 7, 7, 7, 7};
    for (int s = 0; s < 2; ++s) BOOST_TEST(std::equal(frame.begin(), frame.end(), dropped.frame(s)));
}

BOOST_AUTO_TEST_CASE(refuses_pixels_outside_the_frames) {
    BOOST_CHECK_THROW(CoarseDropout{{12}}.apply(flat_stack(1, 3, 4, 7), 0, 1), Error);
    BOOST_CHECK_THROW(CoarseDropout{{-1}}.apply(flat_stack(1, 3, 4, 7), 0, 1), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
