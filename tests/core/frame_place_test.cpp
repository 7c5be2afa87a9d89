#include "core/frame_place.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(frame_place)

BOOST_AUTO_TEST_CASE(a_pixel_lies_in_the_patient_where_rows_and_columns_lead) {
    const FramePlace place{Orientation{{0, 1, 0}, {0, 0, -1}}, Vector3{7, -90, 110}, {{0.5, 0.25}}};
    const auto point = patient_point(place, 8, 10);
    BOOST_TEST((point == Vector3{7, -88, 105}));
}

BOOST_AUTO_TEST_CASE(a_place_that_is_not_known_whole_gives_no_point) {
    const FramePlace whole{Orientation{{0, 1, 0}, {0, 0, -1}}, Vector3{}, {{1, 1}}};
    FramePlace place = whole;
    place.orientation.reset();
    BOOST_TEST(!patient_point(place, 0, 0));
    place = whole;
    place.position_mm.reset();
    BOOST_TEST(!patient_point(place, 0, 0));
    place = whole;
    place.spacing_mm.reset();
    BOOST_TEST(!patient_point(place, 0, 0));
}

BOOST_AUTO_TEST_CASE(a_direction_has_the_letter_of_the_side_that_it_leads_to) {
    BOOST_TEST(side_letter({1, 0, 0}) == "L");
    BOOST_TEST(side_letter({-1, 0, 0}) == "R");
    BOOST_TEST(side_letter({0.3, 0.9, 0.3}) == "P");
    BOOST_TEST(side_letter({0.3, -0.9, 0.3}) == "A");
    BOOST_TEST(side_letter({0, 0.1, 0.99}) == "H");
    BOOST_TEST(side_letter({0, 0.1, -0.99}) == "F");
}

BOOST_AUTO_TEST_SUITE_END()
