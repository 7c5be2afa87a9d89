#include "kernels/resize.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

namespace lumbar::kernels {
namespace {

template <class T>
std::vector<T> resized(const std::vector<T>& frames, StackShape shape, int height, int width, Filter filter) {
    std::vector<T> out(static_cast<std::size_t>(shape.frames * height * width));
    resize(frames.data(), shape, out.data(), height, width, filter, 2);
    return out;
}

BOOST_AUTO_TEST_SUITE(resize)

BOOST_AUTO_TEST_CASE(puts_pixel_centres_at_halves_and_repeats_the_border) {
    const std::vector<float> expected{0, 25, 75, 100};
    const auto row = resized<float>({0, 100}, {1, 1, 2}, 1, 4, Filter::linear);
    BOOST_TEST(row == expected, boost::test_tools::per_element());
    const auto column = resized<float>({0, 100}, {1, 2, 1}, 4, 1, Filter::linear);
    BOOST_TEST(column == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(does_not_smooth_before_it_shrinks) {
    // The samples lie on the second and the fifth pixel, and see nothing of the others.
    const std::vector<float> expected{2, 5};
    const auto row = resized<float>({1, 2, 3, 4, 5, 6}, {1, 1, 6}, 1, 2, Filter::linear);
    BOOST_TEST(row == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(shrinks_to_half_with_the_cubic) {
    const std::vector<float> floats{14.0625f, 35.9375f};
    BOOST_TEST(resized<float>({10, 20, 30, 40}, {1, 1, 4}, 1, 2, Filter::cubic) == floats,
               boost::test_tools::per_element());
    const std::vector<int> expected{14, 36};
    const auto bytes = resized<std::uint8_t>({10, 20, 30, 40}, {1, 1, 4}, 1, 2, Filter::cubic);
    BOOST_TEST(std::vector<int>(bytes.begin(), bytes.end()) == expected, boost::test_tools::per_element());
}

// (19 (b + c) - 3 (a + d)) / 32 for the column a b c d with a repeated: 0.5 and 1.5.
BOOST_AUTO_TEST_CASE(rounds_halves_to_even_with_the_cubic_on_bytes) {
    BOOST_TEST(int{resized<std::uint8_t>({0, 1, 1, 1}, {1, 4, 1}, 2, 1, Filter::cubic)[0]} == 0);
    BOOST_TEST(int{resized<std::uint8_t>({0, 3, 3, 3}, {1, 4, 1}, 2, 1, Filter::cubic)[0]} == 2);
}

BOOST_AUTO_TEST_CASE(keeps_bytes_within_their_range) {
    const std::vector<std::uint8_t> checks{0, 255, 255, 0, 0, 255, 255, 0, 255, 0, 0, 255, 255, 0, 0, 255};
    for (const Filter filter : {Filter::cubic, Filter::lanczos4}) {
        const auto bytes = resized<std::uint8_t>(checks, {1, 4, 4}, 13, 11, filter);
        const auto floats =
            resized<float>(std::vector<float>(checks.begin(), checks.end()), {1, 4, 4}, 13, 11, filter);
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            BOOST_TEST(std::abs(int{bytes[i]} - std::clamp(floats[i], 0.f, 255.f)) <= 1.f);
        }
    }
}

BOOST_AUTO_TEST_CASE(keeps_frames_apart) {
    const auto out = resized<float>({1, 1, 1, 1, 5, 5, 5, 5}, {2, 2, 2}, 3, 3, Filter::lanczos4);
    for (std::size_t i = 0; i < out.size(); ++i) {
        BOOST_TEST(out[i] == (i < 9 ? 1.f : 5.f), boost::test_tools::tolerance(1e-6f));
    }
}

BOOST_AUTO_TEST_CASE(copies_frames_of_the_same_size) {
    const std::vector<float> frames{1.5f, -2, 1e30f, 4, 5, 6};
    BOOST_TEST(resized(frames, {1, 2, 3}, 2, 3, Filter::cubic) == frames, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
