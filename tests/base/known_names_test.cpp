#include "base/known_names.h"

#include <array>
#include <boost/test/unit_test.hpp>

#include "support/refusal.h"

using namespace lumbar;
using namespace std::string_view_literals;

namespace {

constexpr std::array kKnown = {"stage1_s1"sv, "stage2_s2_sp1"sv, "stage2_s2_sp2"sv, "stage2_s2_su"sv};

}  // namespace

BOOST_AUTO_TEST_SUITE(known_names)

BOOST_AUTO_TEST_CASE(a_known_name_is_found_by_its_place) {
    BOOST_TEST(index_of(kKnown, "stage2_s2_sp2", "recipe") == 2U);
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_refused_with_the_known_ones_and_a_guess) {
    const auto text =
        test::refusal_of([] { index_of(kKnown, "stage2_s2_us", "recipe", "manifest.json"); }, ExitCode::data);
    BOOST_TEST(test::contains(text, "unknown recipe"), text);
    BOOST_TEST(test::contains(text, "manifest.json"), text);
    BOOST_TEST(test::contains(text, "stage1_s1, stage2_s2_sp1"), text);
    BOOST_TEST(test::contains(text, "stage2_s2_us (did you mean stage2_s2_su?)"), text);
}

BOOST_AUTO_TEST_CASE(letters_that_are_missing_added_changed_or_swapped_are_guessed) {
    for (const auto name : {"stage1s1"sv, "stagee1_s1"sv, "stage1_s3"sv, "satge1_s1"sv}) {
        BOOST_TEST(did_you_mean(kKnown, name) == " (did you mean stage1_s1?)");
    }
}

BOOST_AUTO_TEST_CASE(what_is_like_none_is_not_guessed) {
    BOOST_TEST(did_you_mean(kKnown, "") == "");
    BOOST_TEST(did_you_mean(kKnown, "everything") == "");
    BOOST_TEST(did_you_mean(kKnown, std::string(100000, 's')) == "");
    BOOST_TEST(did_you_mean({}, "stage1_s1") == "");
}

BOOST_AUTO_TEST_SUITE_END()
