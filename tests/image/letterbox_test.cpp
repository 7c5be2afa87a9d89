#include "image/letterbox.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "base/error.h"
#include "sample_frames.h"
#include "support/golden.h"

namespace lumbar {
namespace {

using test::Golden, test::difference, test::flat_frames, test::sample_frames;

BOOST_AUTO_TEST_SUITE(letterbox_frames)

BOOST_AUTO_TEST_CASE(letterboxes_like_the_reference) {
    const Golden golden("resample.safetensors");
    const auto boxed = letterbox(golden.float_stack("image"), 64, 2);
    const auto found = difference(boxed.pixels, golden.float_stack("letterbox.64").pixels);
    BOOST_TEST_MESSAGE("letterbox.64: " << found.largest);
    BOOST_TEST(found.largest <= 1e-6 * 1840);
}

BOOST_AUTO_TEST_CASE(does_not_resample_what_fits_already) {
    const auto frames = sample_frames<float>(2, 5, 8);
    const auto boxed = letterbox(frames, 8, 1);
    BOOST_TEST(boxed.height == 8);
    for (int s = 0; s < 2; ++s) {
        for (int x = 0; x < 8; ++x) {
            BOOST_TEST(boxed.at(s, 0, x) == 0.f);  // one row above, two below
            BOOST_TEST(boxed.at(s, 6, x) == 0.f);
            BOOST_TEST(boxed.at(s, 7, x) == 0.f);
            for (int y = 0; y < 5; ++y) BOOST_TEST(boxed.at(s, y + 1, x) == frames.at(s, y, x));
        }
    }
}

// 5 and 7 of 10 at a scale of 1/2: 2.5 becomes 2, 3.5 becomes 4, as Python's round does.
BOOST_AUTO_TEST_CASE(rounds_the_short_side_half_to_even) {
    const auto filled_rows = [](int height) {
        const auto boxed = letterbox(flat_frames<float>(1, height, 10, 1.f), 5, 1);
        int rows = 0;
        for (int y = 0; y < 5; ++y) rows += boxed.at(0, y, 2) != 0.f;
        return rows;
    };
    BOOST_TEST(filled_rows(5) == 2);
    BOOST_TEST(filled_rows(7) == 4);
}

BOOST_AUTO_TEST_CASE(keeps_one_pixel_of_a_sliver) {
    const auto boxed = letterbox(flat_frames<float>(1, 1, 1000, 3.f), 8, 1);
    for (int y = 0; y < 8; ++y) {
        for (int x = 0; x < 8; ++x) BOOST_TEST(std::abs(boxed.at(0, y, x) - (y == 3 ? 3.f : 0.f)) < 1e-5f);
    }
}

BOOST_AUTO_TEST_CASE(gives_the_same_whatever_the_number_of_threads) {
    const auto frames = sample_frames<float>(3, 30, 47);
    BOOST_TEST((letterbox(frames, 64, 1) == letterbox(frames, 64, 5)));
}

BOOST_AUTO_TEST_CASE(refuses_bad_sizes) {
    BOOST_CHECK_THROW(letterbox(FloatStack(1, 0, 9), 8, 1), Error);
    BOOST_CHECK_THROW(letterbox(FloatStack(1, 9, 9), 0, 1), Error);
    BOOST_CHECK_THROW(letterbox(FloatStack(1, 9, 9), 8, 0), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
