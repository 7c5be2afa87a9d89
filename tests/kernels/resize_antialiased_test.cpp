#include "kernels/resize_antialiased.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>
#include <vector>

namespace lumbar::kernels {
namespace {

std::vector<float> resized(const std::vector<float>& frames, StackShape shape, int height, int width) {
    std::vector<float> out(static_cast<std::size_t>(shape.frames * height * width));
    resize_antialiased(frames.data(), shape, out.data(), height, width, 2);
    return out;
}

BOOST_AUTO_TEST_SUITE(resize_antialiased)

BOOST_AUTO_TEST_CASE(takes_the_mean_of_two_pixels_for_one) {
    BOOST_TEST(resized({10, 30}, {1, 1, 2}, 1, 1)[0] == 20.f);
    BOOST_TEST(resized({10, 30}, {1, 2, 1}, 1, 1)[0] == 20.f);
    BOOST_TEST(resized({10, 30, 50, 70}, {1, 2, 2}, 1, 1)[0] == 40.f, boost::test_tools::tolerance(1e-6f));
}

// The filter is three output pixels wide to each side: nothing that fine is left.
BOOST_AUTO_TEST_CASE(smooths_stripes_away_when_it_shrinks) {
    std::vector<float> stripes(64);
    for (std::size_t i = 0; i < stripes.size(); ++i) stripes[i] = i % 2 == 0 ? 0.f : 100.f;
    const auto out = resized(stripes, {1, 1, 64}, 1, 8);
    for (std::size_t i = 2; i < 6; ++i) BOOST_TEST(std::abs(out[i] - 50.f) < 1.f);
}

BOOST_AUTO_TEST_CASE(spreads_a_single_pixel) {
    for (const float value : resized({7}, {1, 1, 1}, 5, 3)) BOOST_TEST(value == 7.f);
}

BOOST_AUTO_TEST_CASE(leaves_an_axis_of_the_same_size_alone) {
    const std::vector<float> frame{1, 2, 3, 4};
    BOOST_TEST(resized(frame, {1, 2, 2}, 2, 2) == frame, boost::test_tools::per_element());
    const auto wider = resized({1, 1, 9, 9}, {1, 2, 2}, 2, 5);
    for (std::size_t i = 0; i < 10; ++i) BOOST_TEST(wider[i] == (i < 5 ? 1.f : 9.f));
    const auto taller = resized({1, 9, 1, 9}, {1, 2, 2}, 5, 2);
    for (std::size_t i = 0; i < 10; ++i) BOOST_TEST(taller[i] == (i % 2 == 0 ? 1.f : 9.f));
}

BOOST_AUTO_TEST_CASE(keeps_frames_apart) {
    const auto out = resized({1, 1, 1, 1, 5, 5, 5, 5}, {2, 2, 2}, 3, 3);
    for (std::size_t i = 0; i < out.size(); ++i) {
        BOOST_TEST(out[i] == (i < 9 ? 1.f : 5.f), boost::test_tools::tolerance(1e-6f));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
