#include "augment/blur_or_noise.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "sample_stacks.h"

namespace lumbar {
namespace {

using test::sample_stack;

BOOST_AUTO_TEST_SUITE(blur_or_noise)

BOOST_AUTO_TEST_CASE(draws_the_variance_of_noise_within_the_settings) {
    Random random(3);
    const BlurOrNoise::Settings settings{1, 3, 9};
    double low = 100, high = 0;
    for (int i = 0; i < 4000; ++i) {
        const BlurOrNoise drawn = BlurOrNoise::draw(settings, random, {20, 20});
        const auto* noise = std::get_if<GaussNoise>(&drawn.kind);
        if (!noise) continue;
        low = std::min(low, noise->variance);
        high = std::max(high, noise->variance);
    }
    BOOST_TEST((low >= 3 && low < 3.1));
    BOOST_TEST((high <= 9 && high > 8.9));
}

BOOST_AUTO_TEST_CASE(does_what_is_drawn) {
    const auto frames = sample_stack(2, 20, 30);
    const MotionBlur line{0, 0, 0, 1};
    BOOST_TEST((BlurOrNoise{}.apply(frames, 5, 1) == frames));
    BOOST_TEST((BlurOrNoise{line}.apply(frames, 5, 1) == blur(frames, line, 1)));
    BOOST_TEST((BlurOrNoise{MedianBlur{}}.apply(frames, 5, 1) == blur(frames, MedianBlur{}, 1)));
    BOOST_TEST((BlurOrNoise{GaussianBlur{}}.apply(frames, 5, 1) == blur(frames, GaussianBlur{}, 1)));
    BOOST_TEST((BlurOrNoise{GaussNoise{9}}.apply(frames, 5, 1) == add_noise(frames, {9}, 5, 1)));
}

BOOST_AUTO_TEST_CASE(moves_points_by_motion_blur_alone) {
    const Point point{9, 7};
    const MotionBlur line{0, 0, 0, 1};
    BOOST_TEST((BlurOrNoise{line}.move(point, {20, 30}) == motion_blur_point(point, line)));
    BOOST_TEST((BlurOrNoise{GaussianBlur{}}.move(point, {20, 30}) == point));
    BOOST_TEST((BlurOrNoise{}.move(point, {20, 30}) == point));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
