#include "config/setting.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "base/error.h"
#include "support/refusal.h"

namespace lumbar {
namespace {

using test::contains;

struct Made {
    bool fast = false;
    int count = 3;
    double share = 0.5;
    std::string kind = "a";
    Precision precision = Precision::automatic;

    std::vector<Setting> by_name() {
        return {{"fast", "a switch", &fast},
                {"count", "a whole number", &count, 1, 9},
                {"share", "a number", &share, 0, 1},
                {"kind", "a text", &kind},
                {"precision", "of the arithmetic", &precision}};
    }
};

std::string refusal(const std::string& assignment) {
    Made made;
    return test::refusal_of([&] { set_value(made.by_name(), assignment); }, ExitCode::usage);
}

BOOST_AUTO_TEST_SUITE(setting)

BOOST_AUTO_TEST_CASE(is_set_by_name_from_text_and_from_json) {
    Made made;
    for (const char* assignment : {"fast=true", "count=9", "share=1", "kind=bee", "precision=bf16"})
        set_value(made.by_name(), assignment);
    BOOST_TEST(made.fast);
    BOOST_TEST(made.count == 9);
    BOOST_TEST(made.share == 1);
    BOOST_TEST(made.kind == "bee");
    BOOST_TEST((made.precision == Precision::bf16));
    set_values(made.by_name(), {{"count", 1}, {"share", 0.25}}, "FILE");
    BOOST_TEST(settings_json(made.by_name()).dump() ==
               R"({"fast":true,"count":1,"share":0.25,"kind":"bee","precision":"bf16"})");
}

BOOST_AUTO_TEST_CASE(is_refused_by_an_unknown_name_with_a_guess) {
    BOOST_TEST(contains(refusal("counts=1"), "unknown setting"));
    BOOST_TEST(contains(refusal("counts=1"), "fast, count, share, kind, precision"));
    BOOST_TEST(contains(refusal("counts=1"), "did you mean count?"));
    BOOST_TEST(contains(refusal("count"), "NAME=VALUE"));
}

BOOST_AUTO_TEST_CASE(is_refused_with_another_type_or_out_of_its_range_or_choices) {
    BOOST_TEST(contains(refusal("fast=1"), "true or false"));
    BOOST_TEST(contains(refusal("count=1.5"), "a whole number"));
    BOOST_TEST(contains(refusal("count=10"), "1.0 to 9.0"));
    BOOST_TEST(contains(refusal("share=half"), "a number"));
    BOOST_TEST(contains(refusal("kind=3"), "a text"));
    BOOST_TEST(contains(refusal("precision=bf61"), "did you mean bf16?"));
    BOOST_TEST(contains(refusal("precision=16"), "auto, fp32, bf16, fp16"));
    Made made;
    BOOST_TEST(contains(test::refusal_of([&] { set_values(made.by_name(), 3, "FILE"); }, ExitCode::usage),
                        "an object"));
}

BOOST_AUTO_TEST_CASE(is_checked_where_it_was_not_set_by_name) {
    Made made;
    const auto found = [&] {
        return test::refusal_of([&] { check_ranges(made.by_name()); }, ExitCode::usage);
    };
    BOOST_TEST(found().empty());
    made.share = std::nan("");
    BOOST_TEST(contains(found(), "the value of share does not fit, expected 0.0 to 1.0"));
    made.count = 0;
    BOOST_TEST(contains(found(), "the value of count does not fit, expected 1.0 to 9.0"));
    BOOST_CHECK_NO_THROW(check_order("low", 2, 2));
    BOOST_TEST(contains(test::refusal_of([] { check_order("low", 3, 2); }, ExitCode::usage),
                        "the value of low does not fit, expected at most the high end, 2.0, found 3.0"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
