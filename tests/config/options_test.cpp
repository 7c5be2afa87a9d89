#include "config/options.h"

#include <boost/test/unit_test.hpp>

#include "base/error.h"
#include "support/refusal.h"

using namespace lumbar;
using test::contains;

namespace {

template <class Options>
Options parsed(const std::vector<std::string>& arguments) {
    return std::get<Options>(parse_command_line(arguments));
}

std::string text_of(const std::vector<std::string>& arguments) {
    return parsed<ShowText>(arguments).text;
}

std::string refusal(const std::vector<std::string>& arguments) {
    return test::refusal_of([&] { parse_command_line(arguments); }, ExitCode::usage);
}

const std::vector<std::string> kPredict = {"predict", "--data", "d", "--weights", "w", "--output", "o.csv"};

std::vector<std::string> predict_with(std::initializer_list<std::string> more) {
    auto arguments = kPredict;
    arguments.insert(arguments.end(), more);
    return arguments;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(options)

BOOST_AUTO_TEST_CASE(predict_has_the_solutions_defaults) {
    const auto options = parsed<PredictOptions>(kPredict);
    BOOST_TEST(options.split == "test");
    BOOST_TEST(options.device == "auto");
    BOOST_TEST(options.tta == 9);
    BOOST_TEST(options.threads >= 1);
    BOOST_TEST(options.recipes.empty());
    BOOST_TEST(!options.points.has_value());
}

BOOST_AUTO_TEST_CASE(every_flag_of_predict_arrives) {
    const auto options = parsed<PredictOptions>(
        predict_with({"--split", "train", "--device", "cuda:1",  "--threads",     "3",
                      "--batch", "2",     "--tta",    "5",       "--recipes",     "stage2_s2_su,stage2_s1_fo",
                      "--folds", "0,2",   "--points", "p q.csv", "--save-points", "s.csv",
                      "--log",   "l.txt"}));
    BOOST_TEST(options.split == "train");
    BOOST_TEST(options.device == "cuda:1");
    BOOST_TEST(options.threads == 3);
    BOOST_TEST(options.batch == 2);
    BOOST_TEST(options.tta == 5);
    BOOST_TEST((options.recipes == std::vector<std::string>{"stage2_s2_su", "stage2_s1_fo"}));
    BOOST_TEST((options.folds == std::vector<int>{0, 2}));
    BOOST_TEST(options.points->string() == "p q.csv");  // a space is part of the name
    BOOST_TEST(options.save_points->string() == "s.csv");
    BOOST_TEST(options.log->string() == "l.txt");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named) {
    BOOST_TEST(contains(refusal({"predict", "--data", "d"}), "--output"));
    BOOST_TEST(
        contains(refusal(predict_with({"--tta", "10"})), "--tta: the value does not fit, expected 1 to 9"));
    BOOST_TEST(contains(refusal(predict_with({"--tta", "many"})), "tta"));
    BOOST_TEST(contains(refusal(predict_with({"--split", "valid"})), "test|train"));
    BOOST_TEST(contains(refusal(predict_with({"--folds", "0,x"})), "--folds"));
    BOOST_TEST(contains(refusal(predict_with({"--colour"})), "--colour"));
    BOOST_TEST(contains(refusal(predict_with({"surplus"})), "positional"));
    BOOST_TEST(contains(refusal({"foretell"}), "expected predict, evaluate"));
    BOOST_TEST(contains(refusal({}), "no command"));
    BOOST_TEST(contains(refusal({"convert", "a.pt", "b.pt", "--in-chans", "3"}), "--in-chans"));
}

BOOST_AUTO_TEST_CASE(inspect_and_convert_take_their_files_without_flags) {
    BOOST_TEST(parsed<InspectOptions>({"inspect", "x.dcm"}).path == "x.dcm");
    const auto inspected =
        parsed<InspectOptions>({"inspect", "folder", "--augment", "a b.png", "--seed", "12345678901"});
    BOOST_TEST(inspected.augment->string() == "a b.png");
    BOOST_TEST(inspected.seed == 12345678901u);
    BOOST_TEST(!inspected.picture.has_value());
    const auto options = parsed<ConvertOptions>({"convert", "a.pt", "b.safetensors", "--dtype", "float16"});
    BOOST_TEST(options.input == "a.pt");
    BOOST_TEST(options.output == "b.safetensors");
    BOOST_TEST(options.dtype == "float16");
    BOOST_TEST(parsed<ConvertOptions>({"convert", "a.pt", "b.pt", "--in-chans", "1"}).sum_to_one_channel);
}

BOOST_AUTO_TEST_CASE(help_lists_commands_flags_defaults_and_exit_codes) {
    const std::string overview = text_of({"--help"});
    for (const char* part :
         {"predict", "evaluate", "inspect", "convert", "synth", "Exit codes: 0", "5 the output"}) {
        BOOST_TEST(contains(overview, part));
    }
    BOOST_TEST(text_of({"help"}) == overview);
    const std::string predict = text_of({"help", "predict"});
    BOOST_TEST(predict == text_of({"predict", "--help"}));
    for (const char* part : {"--tta N (=9)", "--device NAME (=auto)", "--points", "--log"}) {
        BOOST_TEST(contains(predict, part));
    }
    BOOST_TEST(contains(text_of({"--version"}), "lumbar "));
}

BOOST_AUTO_TEST_SUITE_END()
