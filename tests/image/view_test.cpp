// The steps of this room in a row, as the grading nets see them: rotated, then resized crops of the golden
// study.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <string>

#include "image/resize.h"
#include "image/rotate.h"
#include "support/golden.h"

namespace lumbar {
namespace {

using test::Golden, test::difference;

// crops [256,256,5,3] -> the middle slice of each level [5,256,256], which is the middle frame of the input
// too.
ByteStack middle_slices(const Golden& golden, const std::string& name) {
    const auto values = golden.numbers(name);
    const auto shape = golden.shape(name);
    ByteStack crops(static_cast<int>(shape[2]), static_cast<int>(shape[0]), static_cast<int>(shape[1]));
    const auto levels = static_cast<std::size_t>(shape[2]), slices = static_cast<std::size_t>(shape[3]);
    for (std::size_t level = 0; level < levels; ++level) {
        for (std::size_t pixel = 0; pixel < crops.frame_size(); ++pixel) {
            crops.frame(static_cast<int>(level))[pixel] =
                static_cast<std::uint8_t>(values[(pixel * levels + level) * slices + slices / 2]);
        }
    }
    return crops;
}

void check_view(const std::string& crops, const std::string& recipe, int size, int view, double angle_deg) {
    const Golden golden("study.safetensors");
    const auto name = recipe + ".input.tta" + std::to_string(view) + ".middle";
    const auto turned = rotate(middle_slices(golden, crops), angle_deg, Interpolation::linear, 2);
    const auto found = resize(turned, size, size, Interpolation::cubic, 2);
    auto expected = golden.numbers(name);  // [5,1,size,size], 0..1
    for (double& value : expected) value = std::round(value * 255);
    const auto distance = difference(found.pixels, expected);
    const auto equal = std::equal(expected.begin(), expected.end(), found.pixels.begin());
    BOOST_TEST_MESSAGE(name << ": " << distance.largest);
    BOOST_TEST(equal);
}

BOOST_AUTO_TEST_SUITE(views)

BOOST_AUTO_TEST_CASE(shows_t2_crops_as_the_reference_does) {
    check_view("T2.crops", "s2_sp1", 128, 0, 0);
}
BOOST_AUTO_TEST_CASE(shows_t2_crops_at_an_angle_as_the_reference_does) {
    check_view("T2.crops", "s2_sp1", 128, 8, 20);
}
BOOST_AUTO_TEST_CASE(shows_t1_crops_as_the_reference_does) {
    check_view("T1.crops", "s1_fo", 96, 0, 0);
}
BOOST_AUTO_TEST_CASE(shows_t1_crops_at_an_angle_as_the_reference_does) {
    check_view("T1.crops", "s1_fo", 96, 8, 20);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
