// What the program's commands offer: help, completion, examples, refusals.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "app/commands.h"
#include "support/printed.h"
#include "support/refusal.h"

using namespace lumbar;
using test::contains;

namespace {

Invocation parse(const std::vector<std::string>& arguments) {
    return parse_command_line(lumbar_program(), arguments);
}

std::string text_of(const std::vector<std::string>& arguments) {
    return test::printed_by([&] { parse(arguments).run(); });
}

std::string refusal(const std::vector<std::string>& arguments) {
    return test::refusal_of([&] { parse(arguments); }, ExitCode::usage);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_AUTO_TEST_CASE(the_overview_lists_the_commands_in_their_order) {
    const std::string overview = text_of({"help"});
    std::size_t last = 0;
    for (const char* name : {"predict", "grade", "merge", "prepare", "train", "evaluate", "denoise",
                             "calibrate", "folds", "inspect", "convert", "synth", "check", "tune"}) {
        const std::size_t place = overview.find(std::string("\n  lumbar ") + name + " ");
        BOOST_TEST((place != overview.npos && place > last), name);
        last = place;
    }
    BOOST_TEST(contains(refusal({"foretell"}), "expected predict, grade, merge, prepare, train"));
    BOOST_TEST(contains(refusal({"predcit"}), "did you mean predict?"));
}

BOOST_AUTO_TEST_CASE(help_fits_80_columns_and_ends_with_two_examples) {
    for (const Command& command : lumbar_program().commands) {
        const std::string& name = command.text.name;
        std::istringstream help(text_of({"help", name}));
        int examples = 0;
        bool at_examples = false;
        for (std::string line; std::getline(help, line);) {
            BOOST_TEST(line.size() <= 80U, line);
            at_examples |= line == "Examples:";
            examples += at_examples && line.starts_with("  lumbar " + name + " ");
        }
        BOOST_TEST(examples == 2, name);
    }
}

BOOST_AUTO_TEST_CASE(help_shows_the_defaults) {
    const auto shows = [](const char* command, const char* part) {
        BOOST_TEST(contains(text_of({"help", command}), part), command << ": " << part);
    };
    shows("predict", "--tta N (=9)");
    shows("predict", "--device NAME (=auto)");
    shows("predict", "--precision auto|fp32|bf16|fp16 (=auto)");
    shows("predict", "--split test|train (=test)");
    shows("predict", "--max-series-gb GB (=2)");
    shows("prepare", "--locate-size N (=256)");
    shows("evaluate", "--resamples N (=1000)");
    shows("denoise", "--threshold X (=0.85)");
    shows("synth", "--layout competition|plain (=competition)");
    shows("synth", "--syntax rle|raw (=rle)");
    shows("synth", "--studies N (=3)");
    shows("folds", "--folds N (=4)");
}

BOOST_AUTO_TEST_CASE(examples_are_commands_that_parse) {
    for (const Command& command : lumbar_program().commands) {
        for (const std::string& example : command.text.examples) {
            std::istringstream text(example);
            std::vector<std::string> words;
            for (std::string word; text >> word;) words.push_back(word);
            BOOST_TEST(words.at(0) == "lumbar");
            parse({words.begin() + 1, words.end()});
        }
    }
}

// The flags that a command's help lists.
std::vector<std::string> flags_of(const std::string& command) {
    std::istringstream help(text_of({"help", command}));
    std::vector<std::string> flags;
    for (std::string line; std::getline(help, line);) {
        const auto begin = line.find("--");
        if (!line.starts_with("  -") || begin == line.npos) continue;
        flags.push_back(line.substr(begin, line.find(' ', begin) - begin));
    }
    return flags;
}

BOOST_AUTO_TEST_CASE(completion_and_manual_know_every_command_and_flag) {
    const std::string bash = text_of({"completion", "bash"}), zsh = text_of({"completion", "zsh"});
    const std::string manual = text_of({"manual"});
    for (const Command& command : lumbar_program().commands) {
        BOOST_TEST(contains(bash, command.text.name + ")"), command.text.name);
        BOOST_TEST(contains(zsh, command.text.name + ")"), command.text.name);
        BOOST_TEST(contains(manual, ".SS " + command.text.name + "\n"), command.text.name);
        const auto flags = flags_of(command.text.name);
        BOOST_TEST(flags.size() >= 3U, command.text.name);
        for (const std::string& flag : flags) {
            BOOST_TEST(contains(bash, flag), flag);
            BOOST_TEST(contains(zsh, flag), flag);
            BOOST_TEST(contains(manual, std::regex_replace(flag, std::regex("-"), "\\-")), flag);
        }
    }
    BOOST_TEST(manual.starts_with(".TH LUMBAR 1"));
    BOOST_TEST(contains(manual, ".BR \\-\\-max\\-series\\-gb"));
    BOOST_TEST(contains(manual, ".EX\n\\&lumbar convert net.pt net.safetensors \\-\\-dtype float16\n.EE"));
}

BOOST_AUTO_TEST_CASE(inspect_and_convert_take_their_files_without_flags) {
    parse({"inspect", "x.dcm"});
    parse({"inspect", "folder", "--augment", "a b.png", "--seed", "12345678901"});
    parse({"inspect", "folder", "--complete"});
    parse({"inspect", "--system"});
    parse({"convert", "a.pt", "b.safetensors", "--dtype", "bfloat16"});
    parse({"convert", "a.pt", "b.pt", "--in-chans", "1"});
    parse({"convert", "a.pt", "b.pt", "--key", "ema.module", "--prefix", "net."});
    BOOST_TEST(contains(refusal({"inspect"}), "PATH or --system"));
    BOOST_TEST(contains(refusal({"inspect", "x.dcm", "--system"}), "takes no path"));
    BOOST_TEST(contains(refusal({"convert", "a.pt"}), "--output"));
    BOOST_TEST(
        contains(refusal({"convert", "a.pt", "b.pt", "--dtype", "float8"}), "float32|float16|bfloat16"));
    BOOST_TEST(contains(refusal({"convert", "a.pt", "b.pt", "--in-chans", "3"}), "--in-chans"));
}

BOOST_AUTO_TEST_CASE(convert_refuses_flags_of_weights_for_onnx) {
    BOOST_TEST(
        contains(refusal({"convert", "a.pt", "b.onnx", "--dtype", "float16"}), "--dtype does not apply"));
    BOOST_TEST(
        contains(refusal({"convert", "a.pt", "b.ONNX", "--in-chans", "1"}), "--in-chans does not apply"));
}

BOOST_AUTO_TEST_CASE(denoise_refuses_a_threshold_outside_0_to_1) {
    std::vector<std::string> arguments = {"denoise",  "--labels", "t.csv",       "--oof", "o.csv",
                                          "--output", "n.csv",    "--threshold", "0.9"};
    parse(arguments);
    for (const char* bad : {"1.5", "-0.1", "nan", "much"}) {
        arguments.back() = bad;
        BOOST_TEST(contains(refusal(arguments), "threshold"), bad);
    }
    BOOST_TEST(contains(refusal({"denoise", "--labels", "t.csv", "--output", "n.csv"}), "--oof"));
}

BOOST_AUTO_TEST_CASE(synth_draws_either_layout) {
    parse({"synth", "--output", "o", "--layout", "plain", "--syntax", "raw"});
    BOOST_TEST(contains(refusal({"synth", "--output", "o", "--layout", "flat"}), "plain"));
    BOOST_TEST(contains(refusal({"synth", "--output", "o", "--syntax", "jpeg"}), "rle|raw"));
}

BOOST_AUTO_TEST_CASE(paths_that_are_only_read_may_be_the_same) {
    parse({"evaluate", "--labels", "a.csv", "--predictions", "a.csv"});
}

BOOST_AUTO_TEST_SUITE_END()
