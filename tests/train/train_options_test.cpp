#include "train/train_options.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "support/parsed_options.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

using Texts = std::vector<std::string>;
using Numbers = std::vector<int>;

std::vector<std::string> with(const Texts& more) {
    Texts arguments = {"--data", "d", "--output", "o"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto is_given = [&](const char* flag) {
        return std::find(more.begin(), more.end(), flag) != more.end();
    };
    if (!is_given("--recipe") && !is_given("--plan")) arguments.insert(arguments.end(), {"--plan", "all"});
    return arguments;
}

TrainOptions parsed(const Texts& more) {
    return parsed_options<TrainOptions>(declare, with(more), check_recipes);
}

std::string refusal(const Texts& arguments) {
    return refusal_of_flags<TrainOptions>(declare, arguments, check_recipes);
}

std::string refusal_with(const Texts& more) {
    return refusal(with(more));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train_options)

BOOST_AUTO_TEST_CASE(have_defaults) {
    const TrainOptions options = parsed({});
    BOOST_TEST(options.data == "d");
    BOOST_TEST(options.output == "o");
    BOOST_TEST(options.recipes.empty());
    BOOST_TEST(options.folds.empty());
    BOOST_TEST(options.settings.empty());
    BOOST_TEST(options.seed == 0U);
    BOOST_TEST(options.device == "auto");
    BOOST_TEST(options.threads >= 1);
    BOOST_TEST(!options.cache.has_value());
    BOOST_TEST(!options.resume);
    BOOST_TEST(!options.dry_run);
}

BOOST_AUTO_TEST_CASE(arrive) {
    const TrainOptions options = parsed({"--seed",        "18446744073709551615",
                                         "--cache",       "c d",
                                         "--points",      "p.csv",
                                         "--pretrained",  "timm.pt",
                                         "--init",        "i.pt",
                                         "--config",      "s.json",
                                         "--pseudo",      "q.csv",
                                         "--drop-labels", "n.csv",
                                         "--note",        "two words",
                                         "--device",      "cuda:1",
                                         "--threads",     "3",
                                         "--resume",      "--dry-run"});
    BOOST_TEST(options.seed == ~std::uint64_t{0});
    BOOST_TEST(options.cache.value() == "c d");
    BOOST_TEST(options.points.value() == "p.csv");
    BOOST_TEST(options.pretrained.value() == "timm.pt");
    BOOST_TEST(options.init.value() == "i.pt");
    BOOST_TEST(options.config.value() == "s.json");
    BOOST_TEST(options.pseudo.value() == "q.csv");
    BOOST_TEST(options.drop_labels.value() == "n.csv");
    BOOST_TEST(options.note == "two words");
    BOOST_TEST(options.device == "cuda:1");
    BOOST_TEST(options.threads == 3);
    BOOST_TEST(options.resume);
    BOOST_TEST(options.dry_run);
}

BOOST_AUTO_TEST_CASE(name_folds_one_by_one_and_as_ranges) {
    BOOST_TEST((parsed({"--folds", "0"}).folds == Numbers{0}));
    BOOST_TEST((parsed({"--folds", "0-3"}).folds == Numbers{0, 1, 2, 3}));
    BOOST_TEST((parsed({"--folds", "2,0-1"}).folds == Numbers{2, 0, 1}));
    BOOST_TEST((parsed({"--folds", "-1"}).folds == Numbers{-1}));
    BOOST_TEST((parsed({"--folds=-1"}).folds == Numbers{-1}));
    BOOST_TEST((parsed({"--folds", "0,-1"}).folds == Numbers{0, -1}));
}

BOOST_AUTO_TEST_CASE(name_recipes) {
    BOOST_TEST((parsed({"--recipe", "stage1_s1"}).recipes == Texts{"stage1_s1"}));
    BOOST_TEST((parsed({"--plan", "a,b"}).recipes == Texts{"a", "b"}));
    BOOST_TEST(parsed({"--plan", "all"}).recipes.empty());
}

BOOST_AUTO_TEST_CASE(collect_settings_from_their_own_flags_too) {
    BOOST_TEST((parsed({"--set", "lr=1", "--set", "ema=0.9"}).settings == Texts{"lr=1", "ema=0.9"}));
    Texts settings = parsed({"--backbone", "hgnetv2_b0", "--epochs", "3", "--batch", "4", "--ema", "0.9",
                             "--precision", "bf16", "--pseudo-weight", "0.2", "--set", "lr=1"})
                         .settings;
    std::sort(settings.begin(), settings.end());
    BOOST_TEST((settings == Texts{"backbone=hgnetv2_b0", "batch=4", "ema=0.9", "epochs=3", "lr=1",
                                  "precision=bf16", "pseudo_weight=0.2"}));
}

BOOST_AUTO_TEST_CASE(are_refused_by_name) {
    BOOST_TEST(contains(refusal_with({"--folds", "zero"}), "--folds"));
    BOOST_TEST(contains(refusal_with({"--folds", "3-0"}), "--folds"));
    BOOST_TEST(contains(refusal_with({"--folds", "1.5"}), "--folds"));
    BOOST_TEST(contains(refusal_with({"--threads", "0"}), "--threads"));
    BOOST_TEST(contains(refusal_with({"--seed", "x"}), "seed"));
    BOOST_TEST(contains(refusal_with({"--learning-rate", "1"}), "learning-rate"));
    BOOST_TEST(contains(refusal_with({"--recipe", "a", "--plan", "b"}), "--plan"));
    BOOST_TEST(contains(refusal_with({"--recipe", ""}), "--recipe"));
    BOOST_TEST(contains(refusal({"--plan", "all", "--data", "d"}), "output"));
    BOOST_TEST(contains(refusal({"--data", "d", "--output", "o"}), "neither"));
}

BOOST_AUTO_TEST_SUITE_END()
