#include "command_line/parse.h"

#include <boost/test/unit_test.hpp>

#include "made_up_program.h"
#include "support/printed.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

CommonOptions common_of(const std::vector<std::string>& arguments) {
    PaintOptions painted;
    return parse_command_line(made_up_program(painted), arguments).common;
}

std::string text_of(const std::vector<std::string>& arguments) {
    return printed_by([&] { painted_by(arguments); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(parse)

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named) {
    BOOST_TEST(contains(refusal({"paint"}), "--data"));
    BOOST_TEST(contains(refusal_with({"--color", "red"}), "--color"));
    BOOST_TEST(contains(refusal_with({"--color", "red"}), "(see lumbar help paint)"));
    BOOST_TEST(contains(refusal_with({"--fodls", "1"}), "did you mean --folds?"));
    BOOST_TEST(contains(refusal_with({"surplus"}), "positional"));
    BOOST_TEST(contains(refusal({"foretell"}), "expected paint, join"));
    BOOST_TEST(contains(refusal({"piant"}), "did you mean paint?"));
    BOOST_TEST(contains(refusal({}), "no command"));
    BOOST_TEST(contains(refusal({"help", ""}), "unknown command"));
}

BOOST_AUTO_TEST_CASE(a_flag_may_be_shortened) {
    BOOST_TEST(painted_with({"--coat", "3"}).coats == 3);
}

BOOST_AUTO_TEST_CASE(every_command_has_a_log_and_can_be_quiet) {
    for (const auto& arguments :
         {std::vector<std::string>{"paint", "o", "--data", "d", "--log", "l.txt", "--quiet"},
          std::vector<std::string>{"join", "x", "-q", "--log", "l.txt"}}) {
        const CommonOptions common = common_of(arguments);
        BOOST_TEST(common.is_quiet);
        BOOST_TEST(common.log.value().string() == "l.txt");
    }
    BOOST_TEST(!common_of({"join", "x"}).is_quiet);
}

BOOST_AUTO_TEST_CASE(two_flags_that_would_overwrite_one_file_are_refused) {
    BOOST_TEST(contains(refusal_with({"--log", "./o"}), "--output and --log name the same file"));
    BOOST_TEST(contains(refusal_with({"--log", "d"}), "name the same file"));
    BOOST_TEST(contains(refusal_with({"--picture", "x/../o"}), "name the same file"));
    painted_by({"join", "a", "a"});  // both are read
    painted_with({"--picture", "p.png", "--log", "l.txt"});
}

BOOST_AUTO_TEST_CASE(an_empty_path_is_refused) {
    BOOST_TEST(contains(refusal({"paint", "--data", ""}),
                        "--data: the value does not fit, expected a path, found nothing"));
    BOOST_TEST(contains(refusal({"join", ""}), "--path"));
}

BOOST_AUTO_TEST_CASE(help_of_what_has_no_flags_is_the_overview) {
    const std::string overview = text_of({"--help"});
    for (const char* part : {"lumbar 1.2.3: paints", "  lumbar paint     paints a thing\n", "  lumbar join",
                             "\n\nExit codes: 0 painted\n"}) {
        BOOST_TEST(contains(overview, part), part);
    }
    BOOST_TEST(text_of({"-h"}) == overview);
    for (const std::vector<std::string>& topic :
         {std::vector<std::string>{"help"}, {"help", "help"}, {"help", "completion"}, {"help", "manual"}}) {
        BOOST_TEST(text_of(topic) == overview);
    }
}

BOOST_AUTO_TEST_CASE(help_of_a_command_shows_flags_with_their_defaults_notes_and_examples) {
    const std::string help = text_of({"help", "paint"});
    BOOST_TEST(help == text_of({"paint", "--help"}));
    BOOST_TEST(help == text_of({"paint", "-h"}));
    BOOST_TEST(help.starts_with("lumbar paint OUT --data DIR\npaints a thing\n\nFlags:\n"));
    for (const char* part : {"--data PATH ",
                             "--coats N (=2)",
                             "--channels 1 ",
                             "--seed S (=7)",
                             "--share X (=0.85)",
                             "--memory GB (=0)",
                             "--series-gb GB (=2)",
                             "--deadline TIME ",
                             "--resume ",
                             "--name TEXT ",
                             "--device NAME (=auto)",
                             "--recipes A,B ",
                             "--folds N,N-N ",
                             "--colour red|green (=green)",
                             "--frame red|green ",
                             "--twice N (=2)",
                             "--log PATH",
                             "-q [ --quiet ]",
                             "\nA note.\n",
                             "Examples:\n  lumbar paint o --data d\n"}) {
        BOOST_TEST(contains(help, part), part);
    }
}

BOOST_AUTO_TEST_CASE(completion_and_manual_know_every_command_and_flag) {
    for (const auto& text : {text_of({"completion", "bash"}), text_of({"completion", "zsh"})}) {
        for (const char* part : {"paint", "join", "--deadline", "--path", "--quiet"}) {
            BOOST_TEST(contains(text, part));
        }
    }
    BOOST_TEST(text_of({"manual"}).starts_with(".TH LUMBAR 1 \"\" \"lumbar 1.2.3\""));
    BOOST_TEST(contains(text_of({"manual"}), ".BR \\-\\-series\\-gb"));
    BOOST_TEST(contains(refusal({"completion", "fihs"}), "expected bash, zsh"));
}

BOOST_AUTO_TEST_CASE(the_version_is_printed_by_the_program) {
    PaintOptions painted;
    Program program = made_up_program(painted);
    bool is_printed = false;
    program.print_version = [&] { is_printed = true; };
    parse_command_line(program, {"--version"}).run();
    BOOST_TEST(is_printed);
}

BOOST_AUTO_TEST_SUITE_END()
