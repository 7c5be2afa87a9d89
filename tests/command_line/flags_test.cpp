#include "command_line/flags.h"

#include <boost/test/unit_test.hpp>

#include "made_up_program.h"

using namespace lumbar;
using namespace lumbar::test;

using Texts = std::vector<std::string>;
using Numbers = std::vector<int>;

BOOST_AUTO_TEST_SUITE(flags)

BOOST_AUTO_TEST_CASE(leave_what_is_not_given_as_it_is) {
    const PaintOptions plain = painted_with({}), defaults;
    BOOST_TEST(plain.coats == defaults.coats);
    BOOST_TEST(plain.seed == defaults.seed);
    BOOST_TEST(plain.share == defaults.share);
    BOOST_TEST(plain.series_gb == defaults.series_gb);
    BOOST_TEST(plain.device == defaults.device);
    BOOST_TEST((plain.colour == defaults.colour));
    BOOST_TEST(plain.twice == defaults.twice);
    BOOST_TEST(!plain.picture.has_value());
    BOOST_TEST(!plain.channels.has_value());
    BOOST_TEST(!plain.deadline_s.has_value());
    BOOST_TEST(!plain.frame.has_value());
    BOOST_TEST(!plain.resume);
    BOOST_TEST(plain.name.empty());
}

BOOST_AUTO_TEST_CASE(of_every_kind_arrive) {
    const PaintOptions options =
        painted_with({"--picture",   "p q.png",     "--coats",    "3",         "--channels", "1",
                      "--seed",      "12345678901", "--share",    "0.9",       "--memory",   "2.5",
                      "--series-gb", "0.5",         "--deadline", "8.5h",      "--resume",   "--name",
                      "two words",   "--device",    "cpu",        "--recipes", "a,b",        "--colour",
                      "red",         "--frame",     "red",        "--twice",   "5"});
    BOOST_TEST(options.data == "d");
    BOOST_TEST(options.output.value() == "o");
    BOOST_TEST(options.picture->string() == "p q.png");  // a space is part of the name
    BOOST_TEST(options.coats == 3);
    BOOST_TEST(options.channels.value() == 1);
    BOOST_TEST(options.seed == 12345678901u);
    BOOST_TEST(options.share == 0.9);
    BOOST_TEST(options.memory_gb == 2.5);
    BOOST_TEST(options.series_gb == 0.5);
    BOOST_TEST(options.deadline_s.value() == 30600);
    BOOST_TEST(options.resume);
    BOOST_TEST(options.name == "two words");
    BOOST_TEST(options.device == "cpu");
    BOOST_TEST((options.recipes == Texts{"a", "b"}));
    BOOST_TEST((options.colour == Colour::red));
    BOOST_TEST((options.frame == Colour::red));
    BOOST_TEST(options.twice == 10);
}

BOOST_AUTO_TEST_CASE(may_be_given_again_where_they_are_texts) {
    BOOST_TEST((painted_with({"--set", "a=1", "--set", "b=2"}).settings == Texts{"a=1", "b=2"}));
    BOOST_TEST(contains(refusal_with({"--coats", "1", "--coats", "2"}), "--coats"));
}

BOOST_AUTO_TEST_CASE(take_arguments_without_a_flag) {
    const auto paths = painted_by({"join", "a", "b c"}).paths;
    BOOST_TEST((paths == std::vector<std::filesystem::path>{"a", "b c"}));
    BOOST_TEST(contains(refusal({"join"}), "--path"));
    BOOST_TEST(contains(refusal_with({"stray"}), "unexpected argument"));
}

BOOST_AUTO_TEST_CASE(name_numbers_one_by_one_and_as_ranges) {
    BOOST_TEST((painted_with({"--folds", "0"}).folds == Numbers{0}));
    BOOST_TEST((painted_with({"--folds", "2,0-1"}).folds == Numbers{2, 0, 1}));
    BOOST_TEST((painted_with({"--folds=-1"}).folds == Numbers{-1}));
    BOOST_TEST((painted_with({"--folds", "2147483647"}).folds == Numbers{2147483647}));
    for (const char* bad : {"", ",", "zero", "3-0", "1.5", "0,x", "0-5000", "-2147483648-2147483647"}) {
        BOOST_TEST(contains(refusal_with({"--folds", bad}), "--folds"), bad);
    }
}

BOOST_AUTO_TEST_CASE(of_names_are_refused_without_a_name) {
    for (const char* bad : {"", ",", "a,,b"}) {
        BOOST_TEST(contains(refusal_with({"--recipes", bad}), "--recipes: the value does not fit"), bad);
    }
}

BOOST_AUTO_TEST_CASE(out_of_range_are_refused_by_name) {
    BOOST_TEST(contains(refusal_with({"--coats", "10"}), "--coats: the value does not fit, expected 1 to 9"));
    BOOST_TEST(contains(refusal_with({"--coats", "many"}), "coats"));
    BOOST_TEST(contains(refusal_with({"--channels", "3"}), "--channels: the value does not fit, expected 1"));
    BOOST_TEST(contains(refusal_with({"--memory", "-1"}), "--memory"));
    BOOST_TEST(contains(refusal_with({"--memory", "inf"}), "expected gigabytes, 0 to 1e+06, found inf"));
    BOOST_TEST(contains(refusal_with({"--series-gb", "0"}), "--series-gb"));
    BOOST_TEST(contains(refusal_with({"--series-gb", "2e6"}), "at most 1e+06"));
    BOOST_TEST(contains(refusal_with({"--seed", "x"}), "seed"));
    for (const char* bad : {"1.5", "-0.1", "nan", "much"}) {
        BOOST_TEST(contains(refusal_with({"--share", bad}), "share"), bad);
    }
    BOOST_TEST(contains(refusal_with({"--share", "1.5"}), "expected 0 to 1, found 1.5"));
}

BOOST_AUTO_TEST_CASE(of_a_duration_are_hours_minutes_or_seconds) {
    const auto seconds = [](const char* text) {
        return painted_with({"--deadline", text}).deadline_s.value();
    };
    BOOST_TEST(seconds("30m") == 1800);
    BOOST_TEST(seconds("600s") == 600);
    for (const char* text : {"", "h", "8", "8.5", "8.5d", "0h", "-1h", "1h30m", "infh", "nanh", "8,5h"}) {
        BOOST_TEST(contains(refusal_with({"--deadline", text}), "--deadline"), text);
    }
}

BOOST_AUTO_TEST_CASE(of_a_choice_are_the_names_of_its_enum) {
    BOOST_TEST(contains(refusal_with({"--colour", "gren"}),
                        "--colour: the value does not fit, expected red|green, found gren (did you mean "
                        "green?)"));
    BOOST_TEST(contains(refusal_with({"--colour", ""}), "--colour"));
    BOOST_TEST(contains(refusal_with({"--frame", "Red"}), "--frame"));
}

BOOST_AUTO_TEST_CASE(that_do_not_go_together_are_refused_before_their_values_are_read) {
    BOOST_TEST(contains(refusal_with({"--frame", "green", "--coats", "10"}), "--frame"));
}

BOOST_AUTO_TEST_SUITE_END()
