#include "files/json_differences.h"

#include <boost/test/unit_test.hpp>

#include "support/refusal.h"

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(json_differences_suite)

BOOST_AUTO_TEST_CASE(equal_values_differ_in_nothing) {
    const Json value = {{"a", 1}, {"b", {{"c", {1, 2}}}}};
    BOOST_TEST(json_differences(value, value) == "");
    BOOST_TEST(json_differences({{"a", 1}, {"b", 2}}, {{"b", 2}, {"a", 1}}) == "");
}

BOOST_AUTO_TEST_CASE(each_difference_is_named_by_its_path_with_both_values) {
    const Json there = {{"tta", 3}, {"settings", {{"lr", 0.002}, {"batch", 12}}}, {"points", "a"}};
    const Json here = {{"tta", 9}, {"settings", {{"lr", 0.001}, {"batch", 12}}}, {"split", "test"}};
    BOOST_TEST(
        json_differences(there, here) ==
        "tta: 3 there, 9 here; settings.lr: 0.002 there, 0.001 here; split: nothing there, \"test\" here; "
        "points: \"a\" there, nothing here");
}

BOOST_AUTO_TEST_CASE(values_of_other_kinds_differ_as_a_whole) {
    BOOST_TEST(json_differences({{"a", {{"b", 1}}}}, {{"a", 1}}) == "a: {\"b\":1} there, 1 here");
    BOOST_TEST(json_differences(1, 2) == "1 there, 2 here");
}

BOOST_AUTO_TEST_CASE(of_many_the_first_five_are_named) {
    Json there = Json::object(), here = Json::object();
    for (int i = 0; i < 9; ++i) there[std::to_string(i)] = 0, here[std::to_string(i)] = 1;
    const std::string text = json_differences(there, here);
    BOOST_TEST(test::contains(text, "4: 0 there, 1 here; and 4 more"));
    BOOST_TEST(!test::contains(text, "5: "));
}

BOOST_AUTO_TEST_SUITE_END()
