#include "image/resize_to_square.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>

#include "base/error.h"
#include "sample_frames.h"

// That it equals the reference's stage-1 input is tested in tests/locate.
namespace lumbar {
namespace {

BOOST_AUTO_TEST_SUITE(square_frames)

BOOST_AUTO_TEST_CASE(makes_square_frames_scaled_by_the_given_range) {
    const auto frames = test::flat_frames<float>(2, 5, 9, 150.f);
    BOOST_TEST((resize_to_square(frames, {100, 200}, 4, 1) == test::flat_frames<std::uint8_t>(2, 4, 4, 127)));
    BOOST_TEST((resize_to_square(frames, {150, 300}, 4, 1) == test::flat_frames<std::uint8_t>(2, 4, 4, 0)));
}

BOOST_AUTO_TEST_CASE(refuses_a_size_that_is_none) {
    BOOST_CHECK_THROW(resize_to_square(test::flat_frames<float>(1, 5, 9, 1.f), {0, 2}, 0, 1), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
