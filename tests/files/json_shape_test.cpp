#include "files/json_shape.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(shape_of_json)

BOOST_AUTO_TEST_CASE(counts_levels_of_arrays_and_objects) {
    BOOST_TEST(!json_shape(R"({"a": [[1]]})", 3).is_too_deep);
    BOOST_TEST(json_shape(R"({"a": [[1]]})", 2).is_too_deep);
    BOOST_TEST(!json_shape("[[], [], {}, []]", 2).is_too_deep);
    BOOST_TEST(json_shape(std::string(1000000, '['), 64).is_too_deep);
}

BOOST_AUTO_TEST_CASE(names_the_first_key_that_an_object_repeats) {
    BOOST_TEST((json_shape(R"({"a": {"b": 1}, "b": {"b": 2}})", 9).repeated_key == std::nullopt));
    BOOST_TEST((json_shape(R"({"a": [{"b": 1, "b": 2}], "c": 3, "c": 4})", 9).repeated_key == "b"));
}

BOOST_AUTO_TEST_CASE(goes_on_behind_a_repeated_key) {
    BOOST_TEST(json_shape(R"({"a": 1, "a": 2, "c": [[[3]]]})", 3).is_too_deep);
}

BOOST_AUTO_TEST_CASE(leaves_what_is_no_json_to_its_reader) {
    BOOST_TEST(!json_shape("{\"a\": ", 3).is_too_deep);
    BOOST_TEST(!json_shape("\xff", 3).is_too_deep);
}

BOOST_AUTO_TEST_SUITE_END()
