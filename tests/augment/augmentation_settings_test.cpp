#include "augment/augmentation_settings.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>
#include <string>

#include "base/error.h"
#include "support/refusal.h"

namespace lumbar {
namespace {

using test::contains;

template <class Change>
std::string refusal_after(const Change& change) {
    AugmentationSettings settings;
    change(settings);
    return test::refusal_of([&] { check_settings(settings); }, ExitCode::usage);
}

BOOST_AUTO_TEST_SUITE(augmentation_settings)

BOOST_AUTO_TEST_CASE(are_in_range_by_default_and_named_once) {
    AugmentationSettings settings;
    std::set<std::string> names;
    for (const Setting& setting : settings_of(settings)) {
        BOOST_TEST(setting.name.starts_with("augment."), setting.name);
        BOOST_TEST(names.insert(setting.name).second, setting.name);
        BOOST_TEST(!setting.help.empty(), setting.name);
        BOOST_CHECK_NO_THROW(check_ranges({setting}));
        BOOST_TEST((setting.low < setting.high), setting.name);
    }
    BOOST_CHECK_NO_THROW(check_settings(settings));
}

BOOST_AUTO_TEST_CASE(are_listed_with_the_size_first_and_mere_chances_last) {
    AugmentationSettings settings;
    const auto all = settings_of(settings);
    const auto place = [&](const char* name) {
        return std::find_if(all.begin(), all.end(), [&](const Setting& one) { return one.name == name; }) -
               all.begin();
    };
    BOOST_TEST(place("augment.size") == 0);
    BOOST_TEST(place("augment.dropout_high") < place("augment.vertical_flip_chance"));
    BOOST_TEST(place("augment.vertical_flip_chance") < place("augment.reverse_chance"));
}

BOOST_AUTO_TEST_CASE(are_set_by_name) {
    AugmentationSettings settings;
    const auto by_name = settings_of(settings);
    set_value(by_name, "augment.grid_steps=7");
    set_value(by_name, "augment.size=128");
    BOOST_TEST(settings.grid_steps == 7);
    BOOST_TEST(settings.size == 128);
}

BOOST_AUTO_TEST_CASE(of_an_unknown_name_are_refused_with_a_guess) {
    AugmentationSettings settings;
    const auto refusal = test::refusal_of([&] { set_value(settings_of(settings), "augment.blurr_chance=1"); },
                                          ExitCode::usage);
    BOOST_TEST(contains(refusal, "did you mean augment.blur_chance?"));
}

BOOST_AUTO_TEST_CASE(that_make_no_sense_are_refused) {
    BOOST_TEST(contains(refusal_after([](auto& s) { s.blur_chance = 1.5; }), "augment.blur_chance"));
    BOOST_TEST(contains(refusal_after([](auto& s) { s.shift = -0.1; }), "augment.shift"));
    BOOST_TEST(contains(refusal_after([](auto& s) { s.scale = 1; }), "augment.scale"));
    BOOST_TEST(contains(refusal_after([](auto& s) { s.rotate_deg = std::nan(""); }), "augment.rotate_deg"));
    BOOST_TEST(contains(refusal_after([](auto& s) { s.grid_limit = 1; }), "augment.grid_limit"));
    BOOST_TEST(contains(refusal_after([](auto& s) { s.grid_steps = 0; }), "augment.grid_steps"));
    BOOST_TEST(
        contains(refusal_after([](auto& s) { s.noise_variance_low = 10; }), "augment.noise_variance_low"));
    BOOST_TEST(contains(refusal_after([](auto& s) { s.dropout_high = 20; }), "augment.dropout_low"));
    BOOST_TEST(contains(refusal_after([](auto& s) { s.size = -1; }), "augment.size"));
    BOOST_TEST(refusal_after([](auto&) {}).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
