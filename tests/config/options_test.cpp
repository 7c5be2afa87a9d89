#include "config/options.h"

#include <boost/test/unit_test.hpp>
#include <sstream>

#include "base/error.h"
#include "support/refusal.h"

using namespace lumbar;
using test::contains;

namespace {

template <class Options>
Options parsed(const std::vector<std::string>& arguments) {
    return std::get<Options>(parse_command_line(arguments).command);
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
    BOOST_TEST((options.device == DeviceRequest{}));
    BOOST_TEST(options.tta == 9);
    BOOST_TEST(options.threads >= 1);
    BOOST_TEST(options.recipes.empty());
    BOOST_TEST(!options.points.has_value());
}

BOOST_AUTO_TEST_CASE(every_flag_of_predict_arrives) {
    const auto options = parsed<PredictOptions>(predict_with(
        {"--split",  "train", "--device",        "cuda:1",  "--threads",     "3",
         "--batch",  "2",     "--tta",           "5",       "--recipes",     "stage2_s2_su,stage2_s1_fo",
         "--folds",  "0,2",   "--points",        "p q.csv", "--save-points", "s.csv",
         "--memory", "2.5",   "--max-series-gb", "0.5",     "--deadline",    "8.5h",
         "--resume"}));
    BOOST_TEST(options.split == "train");
    BOOST_TEST((options.device.gpus == std::vector<int>{1}));
    BOOST_TEST(options.threads == 3);
    BOOST_TEST(options.batch == 2);
    BOOST_TEST(options.memory_gb == 2.5);
    BOOST_TEST(options.max_series_gb == 0.5);
    BOOST_TEST(options.deadline_s.value() == 30600);
    BOOST_TEST(options.resume);
    BOOST_TEST(options.tta == 5);
    BOOST_TEST((options.recipes == std::vector<std::string>{"stage2_s2_su", "stage2_s1_fo"}));
    BOOST_TEST((options.folds == std::vector<int>{0, 2}));
    BOOST_TEST(options.points->string() == "p q.csv");  // a space is part of the name
    BOOST_TEST(options.save_points->string() == "s.csv");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named) {
    BOOST_TEST(contains(refusal({"predict", "--data", "d"}), "--output"));
    BOOST_TEST(
        contains(refusal(predict_with({"--tta", "10"})), "--tta: the value does not fit, expected 1 to 9"));
    BOOST_TEST(contains(refusal(predict_with({"--tta", "many"})), "tta"));
    BOOST_TEST(contains(refusal(predict_with({"--memory", "-1"})), "--memory"));
    BOOST_TEST(contains(refusal(predict_with({"--max-series-gb", "0"})), "--max-series-gb"));
    BOOST_TEST(contains(refusal(predict_with({"--split", "valid"})), "test|train"));
    BOOST_TEST(contains(refusal(predict_with({"--folds", "0,x"})), "--folds"));
    BOOST_TEST(contains(refusal(predict_with({"--colour"})), "--colour"));
    BOOST_TEST(contains(refusal(predict_with({"surplus"})), "positional"));
    BOOST_TEST(contains(refusal({"foretell"}), "expected predict, grade, merge, prepare, train"));
    BOOST_TEST(contains(refusal({"predcit"}), "did you mean predict?"));
    BOOST_TEST(contains(refusal(predict_with({"--thread", "2", "--fodls", "1"})), "did you mean --folds?"));
    BOOST_TEST(contains(refusal(predict_with({"--split", "tset"})), "did you mean test?"));
    BOOST_TEST(contains(refusal({}), "no command"));
    BOOST_TEST(contains(refusal({"convert", "a.pt", "b.pt", "--in-chans", "3"}), "--in-chans"));
    BOOST_TEST(
        contains(refusal({"convert", "a.pt", "b.onnx", "--dtype", "float16"}), "--dtype does not apply"));
    BOOST_TEST(
        contains(refusal({"convert", "a.pt", "b.ONNX", "--in-chans", "1"}), "--in-chans does not apply"));
}

BOOST_AUTO_TEST_CASE(every_command_has_a_log_and_can_be_quiet) {
    for (const auto& arguments : {predict_with({"--log", "l.txt", "--quiet"}),
                                  std::vector<std::string>{"inspect", "x", "-q", "--log", "l.txt"}}) {
        const CommonOptions common = parse_command_line(arguments).common;
        BOOST_TEST(common.is_quiet);
        BOOST_TEST(common.log.value().string() == "l.txt");
    }
    BOOST_TEST(!parse_command_line(kPredict).common.is_quiet);
}

BOOST_AUTO_TEST_CASE(two_flags_that_would_overwrite_one_file_are_refused) {
    BOOST_TEST(
        contains(refusal(predict_with({"--log", "./o.csv"})), "--output and --log name the same file"));
    BOOST_TEST(contains(refusal(predict_with({"--log", "d"})), "name the same file"));
    BOOST_TEST(contains(refusal(predict_with({"--save-points", "x/../o.csv"})), "name the same file"));
    parse_command_line({"evaluate", "--labels", "a.csv", "--predictions", "a.csv"});  // both are read
    parse_command_line(predict_with({"--save-points", "p.csv", "--log", "l.txt"}));
}

BOOST_AUTO_TEST_CASE(an_empty_path_is_refused) {
    BOOST_TEST(contains(refusal({"predict", "--data", "", "--weights", "w", "--output", "o"}),
                        "--data: the value does not fit, expected a path, found nothing"));
    BOOST_TEST(contains(refusal({"grade", "", "--weights", "w", "--output", "o"}), "--path"));
}

BOOST_AUTO_TEST_CASE(a_flag_without_its_value_is_told) {
    BOOST_TEST(contains(refusal(predict_with({"stray"})), "an argument that no flag begins"));
}

BOOST_AUTO_TEST_CASE(help_of_what_has_no_flags_is_the_overview) {
    for (const char* topic : {"help", "completion", "manual"}) {
        BOOST_TEST(text_of({"help", topic}) == text_of({"--help"}));
    }
}

BOOST_AUTO_TEST_CASE(a_deadline_is_a_number_of_hours_minutes_or_seconds) {
    const auto seconds = [](const char* text) {
        return parsed<PredictOptions>(predict_with({"--deadline", text})).deadline_s.value();
    };
    BOOST_TEST(seconds("30m") == 1800);
    BOOST_TEST(seconds("600s") == 600);
    for (const char* text : {"", "h", "8", "8.5", "8.5d", "0h", "-1h", "1h30m", "infh", "nanh", "8,5h"}) {
        BOOST_TEST(contains(refusal(predict_with({"--deadline", text})), "--deadline"), text);
    }
}

BOOST_AUTO_TEST_CASE(every_flag_of_prepare_arrives) {
    const auto plain = parsed<PrepareOptions>({"prepare", "--data", "d", "--output", "c"});
    BOOST_TEST(plain.locate_size == 256);
    BOOST_TEST(plain.max_series_gb == 2);
    BOOST_TEST(plain.threads >= 1);
    BOOST_TEST(!plain.points.has_value());
    const auto options =
        parsed<PrepareOptions>({"prepare", "--data", "d", "--output", "c", "--points", "p.csv",
                                "--locate-size", "64", "--threads", "3", "--max-series-gb", "1.5"});
    BOOST_TEST(options.data == "d");
    BOOST_TEST(options.output == "c");
    BOOST_TEST((options.points == std::filesystem::path("p.csv")));
    BOOST_TEST(options.locate_size == 64);
    BOOST_TEST(options.max_series_gb == 1.5);
    BOOST_TEST(options.threads == 3);
    BOOST_TEST(contains(refusal({"prepare", "--data", "d"}), "--output"));
    BOOST_TEST(contains(refusal({"prepare", "--data", "d", "--output", "c", "--locate-size", "5"}),
                        "--locate-size"));
}

BOOST_AUTO_TEST_CASE(evaluate_scores_a_submission_or_points_or_cross_validates_nets) {
    const auto scoring =
        parsed<EvaluateOptions>({"evaluate", "--labels", "l", "--predictions", "p", "--prior-labels", "q"});
    BOOST_TEST((scoring.form == EvaluateForm::submission));
    BOOST_TEST(scoring.labels == "l");
    BOOST_TEST(scoring.predictions == "p");
    BOOST_TEST(scoring.prior_labels->string() == "q");
    const auto validating =
        parsed<EvaluateOptions>({"evaluate", "--data", "d", "--weights", "w", "--output", "o", "--tta", "3",
                                 "--folds", "0,2", "--output-recipes", "r", "--points", "p"});
    BOOST_TEST((validating.form == EvaluateForm::nets));
    const auto pointing = parsed<EvaluateOptions>({"evaluate", "--found-points", "f", "--true-points", "t"});
    BOOST_TEST((pointing.form == EvaluateForm::points));
    BOOST_TEST(pointing.found_points == "f");
    BOOST_TEST(pointing.true_points == "t");
    BOOST_TEST(validating.nets.data == "d");
    BOOST_TEST(validating.nets.weights == "w");
    BOOST_TEST(validating.nets.output->string() == "o");
    BOOST_TEST(validating.nets.output_recipes->string() == "r");
    BOOST_TEST(validating.nets.points->string() == "p");
    BOOST_TEST(validating.nets.tta == 3);
    BOOST_TEST(validating.nets.batch == 0);
    BOOST_TEST(validating.nets.precision == "auto");
    BOOST_TEST((validating.nets.folds == std::vector<int>{0, 2}));
}

BOOST_AUTO_TEST_CASE(evaluate_reports_on_a_submission_or_on_nets) {
    const auto scoring = parsed<EvaluateOptions>({"evaluate", "--labels", "l", "--predictions", "p",
                                                  "--report", "r.html", "--json", "j", "--pages", "g",
                                                  "--resamples", "50", "--seed", "7", "--threads", "2"});
    BOOST_TEST((scoring.form == EvaluateForm::submission));
    BOOST_TEST(scoring.evaluation.report->string() == "r.html");
    BOOST_TEST(scoring.evaluation.json->string() == "j");
    BOOST_TEST(scoring.evaluation.pages->string() == "g");
    BOOST_TEST(scoring.evaluation.resamples == 50);
    BOOST_TEST(scoring.evaluation.seed == 7U);
    BOOST_TEST(scoring.nets.threads == 2);
    const auto validating =
        parsed<EvaluateOptions>({"evaluate", "--data", "d", "--weights", "w", "--report", "r", "--tta", "3"});
    BOOST_TEST((validating.form == EvaluateForm::nets));
    BOOST_TEST(validating.evaluation.resamples == 1000);
    BOOST_TEST(!validating.evaluation.json);
}

BOOST_AUTO_TEST_CASE(what_belongs_to_a_report_is_refused_without_one) {
    for (const char* flag : {"--pages", "--resamples", "--seed"}) {
        const auto text = refusal({"evaluate", "--labels", "l", "--predictions", "p", flag, "5"});
        BOOST_TEST(contains(text, flag));
        BOOST_TEST(contains(text, "--report or --json as well"));
    }
    BOOST_TEST(contains(
        refusal({"evaluate", "--labels", "l", "--predictions", "p", "--report", "r", "--resamples", "10001"}),
        "--resamples"));
}

BOOST_AUTO_TEST_CASE(half_a_form_of_evaluate_and_a_mixture_are_refused) {
    using Arguments = std::vector<std::string>;
    for (const Arguments& arguments :
         {Arguments{},
          {"--labels", "l"},
          {"--predictions", "p"},
          {"--data", "d"},
          {"--weights", "w"},
          {"--tta", "3"},
          {"--labels", "l", "--predictions", "p", "--data", "d", "--weights", "w"},
          {"--labels", "l", "--predictions", "p", "--tta", "9"},
          {"--labels", "l", "--weights", "w"},
          {"--found-points", "f"},
          {"--found-points", "f", "--predictions", "p"},
          {"--found-points", "f", "--true-points", "t", "--tta", "2"},
          {"--found-points", "f", "--true-points", "t", "--report", "r"},
          {"--report", "r"},
          {"--threads", "2"},
          {"--data", "d", "--weights", "w", "--prior-labels", "q"}}) {
        Arguments all = {"evaluate"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        BOOST_TEST(contains(refusal(all), "--labels and --predictions, or --data and --weights, or"));
    }
}

BOOST_AUTO_TEST_CASE(inspect_and_convert_take_their_files_without_flags) {
    BOOST_TEST(parsed<InspectOptions>({"inspect", "x.dcm"}).path == "x.dcm");
    const auto inspected =
        parsed<InspectOptions>({"inspect", "folder", "--augment", "a b.png", "--seed", "12345678901"});
    BOOST_TEST(inspected.augment->string() == "a b.png");
    BOOST_TEST(inspected.seed == 12345678901u);
    BOOST_TEST(!inspected.picture.has_value());
    BOOST_TEST(parsed<InspectOptions>({"inspect", "--system"}).system);
    BOOST_TEST(!inspected.complete);
    BOOST_TEST(parsed<InspectOptions>({"inspect", "folder", "--complete"}).complete);
    const auto options = parsed<ConvertOptions>({"convert", "a.pt", "b.safetensors", "--dtype", "float16"});
    BOOST_TEST(options.input == "a.pt");
    BOOST_TEST(options.output == "b.safetensors");
    BOOST_TEST(options.dtype == "float16");
    BOOST_TEST(parsed<ConvertOptions>({"convert", "a.pt", "b.pt", "--in-chans", "1"}).sum_to_one_channel);
    const auto chosen =
        parsed<ConvertOptions>({"convert", "a.pt", "b.pt", "--key", "ema.module", "--prefix", "net."});
    BOOST_TEST(chosen.key == "ema.module");
    BOOST_TEST(chosen.prefix == "net.");
}

BOOST_AUTO_TEST_CASE(denoise_has_the_solutions_threshold_and_refuses_what_is_no_share) {
    const std::vector<std::string> given = {"denoise", "--labels", "t.csv", "--oof",
                                            "o.csv",   "--output", "n.csv"};
    const auto options = parsed<DenoiseOptions>(given);
    BOOST_TEST(options.threshold == 0.85);
    BOOST_TEST(options.oof == "o.csv");
    auto with_threshold = given;
    with_threshold.insert(with_threshold.end(), {"--threshold", "0.9"});
    BOOST_TEST(parsed<DenoiseOptions>(with_threshold).threshold == 0.9);
    for (const char* bad : {"1.5", "-0.1", "nan", "much"}) {
        with_threshold.back() = bad;
        BOOST_TEST(contains(refusal(with_threshold), "threshold"));
    }
    BOOST_TEST(contains(refusal({"denoise", "--labels", "t.csv", "--output", "n.csv"}), "--oof"));
}

BOOST_AUTO_TEST_CASE(help_lists_commands_flags_defaults_and_exit_codes) {
    const std::string overview = text_of({"--help"});
    for (const char* part : {"predict", "prepare", "train", "evaluate", "denoise", "calibrate", "inspect",
                             "convert", "synth", "Exit codes: 0", "5 the output"}) {
        BOOST_TEST(contains(overview, part));
    }
    BOOST_TEST(text_of({"help"}) == overview);
    const std::string predict = text_of({"help", "predict"});
    BOOST_TEST(predict == text_of({"predict", "--help"}));
    for (const char* part : {"--tta N (=9)", "--device NAME (=auto)", "--points", "--log"}) {
        BOOST_TEST(contains(predict, part));
    }
    BOOST_TEST(std::holds_alternative<ShowVersion>(parse_command_line({"--version"}).command));
}

BOOST_AUTO_TEST_CASE(help_fits_80_columns_and_ends_with_two_examples) {
    for (const char* command : {"predict", "grade", "merge", "prepare", "train", "evaluate", "denoise",
                                "calibrate", "folds", "inspect", "convert", "synth", "check"}) {
        std::istringstream help(text_of({"help", command}));
        int examples = 0;
        bool at_examples = false;
        for (std::string line; std::getline(help, line);) {
            BOOST_TEST(line.size() <= 80U, line);
            at_examples |= line == "Examples:";
            examples += at_examples && line.starts_with(std::string("  lumbar ") + command + " ");
        }
        BOOST_TEST(examples == 2, command);
    }
}

BOOST_AUTO_TEST_CASE(examples_are_commands_that_parse) {
    std::istringstream manual(text_of({"manual"}));
    int examples = 0;
    for (std::string line; std::getline(manual, line);) {
        if (line != ".EX") continue;
        std::getline(manual, line);
        std::vector<std::string> words;
        std::erase(line, '\\');
        std::istringstream text(line.substr(1));  // behind roff's \&
        for (std::string word; text >> word;) words.push_back(word);
        BOOST_TEST(words.at(0) == "lumbar");
        parse_command_line({words.begin() + 1, words.end()});
        ++examples;
    }
    BOOST_TEST(examples == 26);
}

BOOST_AUTO_TEST_CASE(completion_and_manual_know_every_flag) {
    for (const auto& text : {text_of({"completion", "bash"}), text_of({"completion", "zsh"})}) {
        for (const char* part : {"predict", "folds", "--deadline", "--drop-labels", "--quiet"}) {
            BOOST_TEST(contains(text, part));
        }
    }
    BOOST_TEST(text_of({"manual"}).starts_with(".TH LUMBAR 1"));
    BOOST_TEST(contains(text_of({"manual"}), ".BR \\-\\-max\\-series\\-gb"));
    BOOST_TEST(contains(refusal({"completion", "fihs"}), "expected bash, zsh"));
}

BOOST_AUTO_TEST_SUITE_END()
