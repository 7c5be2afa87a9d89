#include "files/json_fields.h"

#include <boost/test/unit_test.hpp>

#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const Json kObject = {{"folds", 4},          {"share", 0.5},      {"on", true},   {"name", "a"},
                      {"names", {"a", "b"}}, {"mixed", {"a", 1}}, {"huge", 1e300}};

const JsonFields kFields(kObject, "here", ExitCode::weights);

template <class Read>
std::string refusal(Read read) {
    return refusal_of(read, ExitCode::weights);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_fields)

BOOST_AUTO_TEST_CASE(read_values_by_key) {
    BOOST_TEST(kFields.whole_number("folds", 1, 4) == 4);
    BOOST_TEST(kFields.number("share", 0, 1) == 0.5);
    BOOST_TEST(kFields.boolean("on"));
    BOOST_TEST(kFields.text("name") == "a");
    BOOST_TEST((kFields.texts("names") == std::vector<std::string>{"a", "b"}));
    BOOST_TEST(kFields.array("names").size() == 2U);
    BOOST_TEST(kFields.has("name"));
    BOOST_TEST(!kFields.has("nmae"));
}

BOOST_AUTO_TEST_CASE(name_the_key_that_is_missing_or_of_another_type_or_out_of_range) {
    BOOST_TEST(refusal([] { kFields.text("title"); }) == "here: \"title\" is missing, expected a string");
    BOOST_TEST(refusal([] { kFields.whole_number("share", 0, 9); }) ==
               "here: the value of \"share\", expected a whole number, 0 to 9, found 0.5");
    BOOST_TEST(contains(refusal([] { kFields.whole_number("folds", 0, 3); }), "found 4"));
    BOOST_TEST(contains(refusal([] { kFields.whole_number("huge", 0, 3); }), "found 1e+300"));
    BOOST_TEST(contains(refusal([] { kFields.whole_number("on", 0, 3); }), "found true"));
    BOOST_TEST(contains(refusal([] { kFields.number("name", 0, 3); }), "expected a number, 0 to 3"));
    BOOST_TEST(contains(refusal([] { kFields.boolean("folds"); }), "expected true or false"));
    BOOST_TEST(contains(refusal([] { kFields.texts("mixed"); }), "an array of strings"));
    BOOST_TEST(contains(refusal([] { kFields.object("names"); }), "expected a JSON object"));
    BOOST_TEST(contains(refusal([] { kFields.array("name"); }), "expected an array"));
}

BOOST_AUTO_TEST_CASE(refuse_unknown_keys_and_what_is_no_object) {
    BOOST_TEST(contains(refusal([] { kFields.require_known_keys({"fold"}); }), "did you mean fold?"));
    BOOST_TEST(contains(refusal([] { JsonFields(Json::array(), "there", ExitCode::weights); }),
                        "there: not a JSON object"));
}

BOOST_AUTO_TEST_SUITE_END()
