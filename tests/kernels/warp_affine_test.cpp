#include "kernels/warp_affine.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

namespace lumbar::kernels {
namespace {

constexpr Filter kFilters[] = {Filter::linear, Filter::cubic, Filter::lanczos4};

template <class T>
std::vector<T> warped(const std::vector<T>& frames, StackShape shape, const AffineMatrix& forward,
                      Filter filter) {
    std::vector<T> out(frames.size());
    warp_affine(frames.data(), shape, whole(shape), out.data(), forward, filter, 2);
    return out;
}

AffineMatrix shift_right(double pixels) {
    return {1, 0, pixels, 0, 1, 0};
}
AffineMatrix shift_down(double pixels) {
    return {1, 0, 0, 0, 1, pixels};
}

BOOST_AUTO_TEST_SUITE(warp_affine)

BOOST_AUTO_TEST_CASE(mirrors_the_border_without_repeating_the_edge) {
    const std::vector<float> once{2, 1, 2, 3}, far{3, 4, 3, 2};
    for (const Filter filter : kFilters) {
        BOOST_TEST(warped<float>({1, 2, 3, 4}, {1, 1, 4}, shift_right(1), filter) == once,
                   boost::test_tools::per_element());
        BOOST_TEST(warped<float>({1, 2, 3, 4}, {1, 4, 1}, shift_down(1), filter) == once,
                   boost::test_tools::per_element());
        BOOST_TEST(warped<float>({1, 2, 3, 4}, {1, 1, 4}, shift_right(10), filter) == far,
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(takes_values_between_pixels) {
    const std::vector<float> expected{1.5f, 1.5f, 2.5f, 3.5f};
    BOOST_TEST(warped<float>({1, 2, 3, 4}, {1, 1, 4}, shift_right(0.5), Filter::linear) == expected,
               boost::test_tools::per_element());
}

// The one oddity worth a name: cv::remap knows 32 positions between two pixels (golden resample.safetensors).
BOOST_AUTO_TEST_CASE(moves_in_steps_of_a_32nd_of_a_pixel) {
    const std::vector<float> ramp{0, 32, 64, 96};
    BOOST_TEST(warped(ramp, {1, 1, 4}, shift_right(-0.015), Filter::linear)[1] == 32.f);
    BOOST_TEST(warped(ramp, {1, 1, 4}, shift_right(-0.017), Filter::linear)[1] == 33.f);
}

BOOST_AUTO_TEST_CASE(keeps_flat_bytes_flat_at_every_fraction) {
    const std::vector<std::uint8_t> flat(std::size_t{19} * 23, 255);
    for (const Filter filter : kFilters) {
        for (int i = 0; i < 32; ++i) {
            const AffineMatrix forward{0.93, 0.27, i / 32.0, -0.31, 1.04, i / 17.0};
            const auto out = warped(flat, {1, 19, 23}, forward, filter);
            BOOST_TEST((out == flat));
        }
    }
}

BOOST_AUTO_TEST_CASE(keeps_bytes_within_their_range_and_beside_the_floats) {
    std::vector<std::uint8_t> bytes(std::size_t{31} * 29);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = (i / 3 + i / 87) % 2 == 0 ? 0 : 255;
    const std::vector<float> floats(bytes.begin(), bytes.end());
    const AffineMatrix forward{0.9, 0.4, -3.3, -0.4, 0.9, 5.1};
    for (const Filter filter : kFilters) {
        const auto a = warped(bytes, {1, 31, 29}, forward, filter);
        const auto b = warped(floats, {1, 31, 29}, forward, filter);
        float largest = 0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            largest = std::max(largest, std::abs(static_cast<float>(a[i]) - std::clamp(b[i], 0.f, 255.f)));
        }
        BOOST_TEST(largest < 0.6f);
    }
}

BOOST_AUTO_TEST_CASE(repeats_a_single_pixel_everywhere) {
    for (const Filter filter : kFilters) {
        BOOST_TEST(int{warped<std::uint8_t>({77}, {1, 1, 1}, {0.6, 0.8, 3.7, -0.8, 0.6, 0.2}, filter)[0]} ==
                   77);
    }
}

BOOST_AUTO_TEST_CASE(survives_matrices_that_cannot_be_inverted_or_lead_far_away) {
    const std::vector<float> flat(12, 3.f);
    for (const AffineMatrix& forward :
         {AffineMatrix{0, 0, 5, 0, 0, 5}, AffineMatrix{1e-300, 0, 1e300, 0, 1e-8, 0}, shift_right(1e12)}) {
        BOOST_TEST(warped(flat, {1, 3, 4}, forward, Filter::linear) == flat,
                   boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
