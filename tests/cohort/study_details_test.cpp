#include "cohort/study_details.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "support/stacks.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(study_details)

Volume five_slices() {
    Volume volume;
    volume.frames = FloatStack(5, 200, 100);
    for (int s = 0; s < 5; ++s) {
        volume.places.push_back(
            {Orientation{{0, 1, 0}, {0, 0, -1}}, Vector3{8.0 - 4 * s, -50, 60}, std::array{0.5, 0.25}});
        volume.sources.push_back({"", "1.2." + std::to_string(s), "", 0});
    }
    return volume;
}

BOOST_AUTO_TEST_CASE(points_lie_in_the_patient_on_the_middle_slice) {
    Crops crops;
    crops.fill(ByteStack(5, 8, 8));
    crops[3] = {};
    const LocatedSeries located =
        locate_in_patient(SeriesKind::sagittal_t2, five_slices(), straight_spine(0.1), crops);
    BOOST_TEST(located.slice == 3);
    BOOST_TEST(located.slices == 5);
    BOOST_TEST(located.source().instance_uid == "1.2.2");
    BOOST_TEST(located.width_px == 100);
    BOOST_TEST((located.levels_without_crop == std::vector<std::size_t>{3}));
    BOOST_REQUIRE(located.points_mm[0][0].has_value());
    // The first point is 0.4 across and 0.2 down, half a pixel before the pixel of that number.
    const Vector3 expected{0, -50 + 0.25 * (40 - 0.5), 60 - 0.5 * (40 - 0.5)};
    for (std::size_t i = 0; i < 3; ++i)
        BOOST_TEST(std::abs((*located.points_mm[0][0])[i] - expected[i]) < 1e-9);
}

BOOST_AUTO_TEST_CASE(points_of_slices_without_a_place_have_no_mm) {
    Volume volume = five_slices();
    volume.places[2].position_mm.reset();
    const Crops crops;
    BOOST_TEST(!locate_in_patient(SeriesKind::sagittal_t2, volume, straight_spine(0.1), crops)
                    .points_mm[0][0]
                    .has_value());
    volume.places.clear();
    volume.sources.clear();
    BOOST_TEST(locate_in_patient(SeriesKind::sagittal_t2, volume, straight_spine(0.1), crops)
                   .source()
                   .instance_uid.empty());
}

BOOST_AUTO_TEST_SUITE_END()
