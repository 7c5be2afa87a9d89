#include "pipeline/predict_options.h"

#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "support/parsed_options.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::vector<std::string> with(const std::vector<std::string>& more) {
    return joined({"--data", "d", "--weights", "w", "--output", "o.csv"}, more);
}

PredictOptions parsed(const std::vector<std::string>& more) {
    return parsed_options<PredictOptions>(declare, with(more));
}

std::string refusal(const std::vector<std::string>& more) {
    return refusal_of_flags<PredictOptions>(declare, with(more));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(predict_options)

BOOST_AUTO_TEST_CASE(predict_has_the_solutions_defaults) {
    const auto options = parsed({});
    BOOST_TEST((options.split == Split::test));
    BOOST_TEST((options.device == DeviceRequest{}));
    BOOST_TEST((options.precision == Precision::automatic));
    BOOST_TEST(options.tta == 9);
    BOOST_TEST(options.batch == 0);
    BOOST_TEST(options.memory_gb == 0);
    BOOST_TEST(options.max_series_gb == 2);
    BOOST_TEST(options.threads >= 1);
    BOOST_TEST(options.recipes.empty());
    BOOST_TEST(!options.points.has_value());
}

BOOST_AUTO_TEST_CASE(every_flag_of_predict_arrives) {
    const auto options = parsed({"--split",         "train",       "--device",   "cuda:1",
                                 "--threads",       "3",           "--batch",    "2",
                                 "--tta",           "5",           "--recipes",  "a_su,b_fo",
                                 "--folds",         "0,2",         "--points",   "p q.csv",
                                 "--save-points",   "s.csv",       "--memory",   "2.5",
                                 "--max-series-gb", "0.5",         "--deadline", "8.5h",
                                 "--resume",        "--precision", "bf16"});
    BOOST_TEST(options.data == "d");
    BOOST_TEST(options.weights == "w");
    BOOST_TEST(options.output == "o.csv");
    BOOST_TEST((options.split == Split::train));
    BOOST_TEST((options.device.gpus == std::vector<int>{1}));
    BOOST_TEST((options.precision == Precision::bf16));
    BOOST_TEST(options.threads == 3);
    BOOST_TEST(options.batch == 2);
    BOOST_TEST(options.memory_gb == 2.5);
    BOOST_TEST(options.max_series_gb == 0.5);
    BOOST_TEST(options.deadline_s.value() == 30600);
    BOOST_TEST(options.resume);
    BOOST_TEST(options.tta == 5);
    BOOST_TEST((options.recipes == std::vector<std::string>{"a_su", "b_fo"}));
    BOOST_TEST((options.folds == std::vector<int>{0, 2}));
    BOOST_TEST(options.points->string() == "p q.csv");
    BOOST_TEST(options.save_points->string() == "s.csv");
}

BOOST_AUTO_TEST_CASE(what_is_wrong_is_named) {
    BOOST_TEST(contains(refusal_of_flags<PredictOptions>(declare, {"--data", "d"}), "--output"));
    BOOST_TEST(contains(refusal({"--tta", "10"}), "--tta: the value does not fit, expected 1 to 9"));
    BOOST_TEST(contains(refusal({"--tta", "many"}), "tta"));
    BOOST_TEST(contains(refusal({"--memory", "-1"}), "--memory"));
    BOOST_TEST(contains(refusal({"--max-series-gb", "0"}), "--max-series-gb"));
    BOOST_TEST(contains(refusal({"--split", "valid"}), "test|train"));
    BOOST_TEST(contains(refusal({"--split", "tset"}), "did you mean test?"));
    BOOST_TEST(contains(refusal({"--folds", "0,x"}), "--folds"));
    BOOST_TEST(contains(refusal({"--colour"}), "--colour"));
    BOOST_TEST(contains(refusal({"surplus"}), "positional"));
    BOOST_TEST(contains(refusal({"--thread", "2", "--fodls", "1"}), "did you mean --folds?"));
    BOOST_TEST(contains(refusal({"--device", "tpu"}), "--device"));
    for (const char* word : {"", "FP32", "float", "fp8"}) {
        BOOST_TEST(contains(refusal({"--precision", word}), "auto|fp32|bf16|fp16"), word);
    }
}

BOOST_AUTO_TEST_CASE(outputs_that_would_overwrite_each_other_are_refused) {
    BOOST_TEST(contains(refusal({"--log", "./o.csv"}), "--output and --log name the same file"));
    BOOST_TEST(contains(refusal({"--log", "d"}), "name the same file"));
    BOOST_TEST(contains(refusal({"--save-points", "x/../o.csv"}), "name the same file"));
}

BOOST_AUTO_TEST_SUITE_END()
