// Options in, the nets of a weights folder out; on small synthetic data.
#include "train/train_nets.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "config/ensemble_plan.h"
#include "config/recipe_json.h"
#include "files/text_file.h"
#include "models/registry.h"
#include "prepare/cache_index.h"
#include "support/refusal.h"
#include "support/tiny_manifest.h"
#include "training_data.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

// A weights folder with the tiny manifest, and options to train one small net of stage 1 into it.
struct Training {
    TemporaryFolder output;
    TrainOptions options;

    Training() {
        write_text(output / "manifest.json", kTinyManifest);
        options.data = TrainingData::drawn().data();
        options.cache = TrainingData::drawn().cache();
        options.output = output.path();
        options.recipes = {"stage1_s1"};
        options.device = "cpu";
        options.threads = 1;
        options.settings = {"backbone=hgnetv2_b0", "width=0.25", "depth=0.34", "head_width=32",
                            "precision=fp32",      "epochs=1",   "batch=2",    "workers=1"};
    }

    std::string refusal_of_training(ExitCode code) const {
        return refusal_of([&] { train_nets(options); }, code);
    }
    std::string refusal_of_planning() const {
        return refusal_of([&] { plan_runs(options); }, ExitCode::usage);
    }
    TrainingSettings settings_with(const std::string& config, const std::string& recipe) {
        write_text(output / "config.json", config);
        options.config = output / "config.json";
        options.recipes = {recipe};
        return plan_runs(options).front().settings;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(plan_of_runs)

BOOST_FIXTURE_TEST_CASE(is_one_run_for_each_recipe_and_fold, Training) {
    options.recipes = {"stage1_s2", "cfg_stage2_s2_su"};
    options.folds = {0, -1};
    options.seed = 12;
    const auto runs = plan_runs(options);
    std::vector<std::string> found;
    for (const TrainingRun& run : runs) {
        found.push_back(run.net.recipe.name + " " + std::to_string(run.net.fold));
        BOOST_TEST(run.seed == 12);
    }
    const std::vector<std::string> expected = {"stage1_s2 0", "stage2_s2_su 0", "stage1_s2 -1",
                                               "stage2_s2_su -1"};
    BOOST_TEST(found == expected);
    options.recipes.clear();
    options.folds.clear();
    BOOST_TEST(plan_runs(options).size() == 6);
    BOOST_TEST(plan_runs(options).front().net.fold == 0);
}

BOOST_FIXTURE_TEST_CASE(takes_its_recipes_from_the_manifest_of_the_output, Training) {
    options.recipes = {"stage2_s2_sp1"};
    BOOST_TEST(plan_runs(options).front().net.recipe.image_size == 48);
    write_text(output / "manifest.json", R"({"recipes": [{"name": "mine", "stage": 2, "series": "T1",
        "frames": 3, "image_size": 40, "heads": [["left_neural_foraminal_narrowing"]]}],
        "votes": {"foraminal": [["mine"]]}})");
    BOOST_TEST(plan_runs(options).front().net.recipe.image_size == 128);
    options.recipes = {"mine"};
    BOOST_TEST(plan_runs(options).front().net.recipe.frames == 3);
    BOOST_TEST(plan_runs(options).front().net.model_type == "cnn25d_sagittal_1head");
}

BOOST_FIXTURE_TEST_CASE(follows_the_config_then_the_recipes_own_section_then_set, Training) {
    const std::string config =
        R"({"lr": 2e-4, "epochs": 7, "stage2_s2_su": {"lr": 5e-4, "augment.shift": 0.3},
                                   "stage1_s1": {"lr": 9e-4}})";
    options.settings.push_back("epochs=9");
    const auto su = settings_with(config, "stage2_s2_su"), fo = settings_with(config, "stage2_s1_fo");
    BOOST_TEST(su.lr == 5e-4);
    BOOST_TEST(su.augment.shift == 0.3);
    BOOST_TEST(fo.lr == 2e-4);
    BOOST_TEST(fo.augment.shift == 0.15);
    BOOST_TEST(su.epochs == 9);
    options.settings.clear();
    BOOST_TEST(settings_with(config, "stage1_s1").epochs == 7);
}

BOOST_FIXTURE_TEST_CASE(is_refused_with_the_name_of_what_is_wrong, Training) {
    const auto refusal = [&](const std::string& config) {
        return refusal_of([&] { settings_with(config, "stage1_s1"); }, ExitCode::usage);
    };
    BOOST_TEST(contains(refusal(R"({"rate": 1})"), "rate"));
    BOOST_TEST(contains(refusal(R"({"rate": 1})"), "config.json"));
    BOOST_TEST(contains(refusal(R"({"stage1_s1": {"epochs": 0}})"), "epochs"));
    BOOST_TEST(contains(refusal(R"({"stage1_s1": {"epochs": 0}})"), "stage1_s1"));
    BOOST_TEST(contains(refusal(R"({"stage1_s1": 5})"), "object"));
    BOOST_TEST(contains(refusal("[1]"), "object"));
    BOOST_TEST(refusal(R"({"stage2_s1_fo": {"epochs": 3}})") == "");
    options.config.reset();
    options.recipes = {"stage3"};
    BOOST_TEST(contains(refusal_of_planning(), "stage3"));
    BOOST_TEST(contains(refusal_of_planning(), "stage2_s1_fo"));
    options.recipes = {"stage1_s1"};
    options.settings = {"augment.dropout_low=300"};
    BOOST_TEST(contains(refusal_of_planning(), "augment.dropout_low"));
    options.settings = {"augment.noise_variance_low=20"};
    BOOST_TEST(contains(refusal_of_planning(), "augment.noise_variance_low"));
    options.settings.clear();
    options.points = "points.csv";
    BOOST_TEST(contains(refusal_of_planning(), "--points"));
    options.points.reset();
    options.settings = {"early_stop=2"};
    options.folds = {-1};
    BOOST_TEST(contains(refusal_of_planning(), "--early-stop"));
    options.folds.clear();
    options.settings = {"speed=3"};
    BOOST_TEST(contains(refusal_of_planning(), "speed"));
    options.settings = {"backbone=resnet"};
    BOOST_TEST(contains(refusal_of([&] { plan_runs(options); }, ExitCode::weights), "resnet"));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(nets_in_training)

BOOST_FIXTURE_TEST_CASE(become_a_weights_folder_that_predict_reads, Training) {
    options.recipes = {"stage1_s1", "stage2_s1_fo"};
    options.note = "of a test";
    const auto trained = train_nets(options);
    BOOST_REQUIRE(trained.size() == 2);
    BOOST_TEST(trained[0].name == "cfg_stage1_s1_fold0_seed0");
    BOOST_TEST(!trained[0].was_finished);
    BOOST_TEST(trained[0].outcome.steps == 3);
    BOOST_TEST(trained[0].outcome.metrics.contains("l1"));
    const fs::path run = output.path() / "runs" / trained[0].name;
    for (const char* file : {"settings.json", "metrics.csv", "curves.html", "state.safetensors"}) {
        BOOST_TEST(fs::exists(run / file), file);
    }
    const Json settings = read_json(run / "settings.json");
    BOOST_TEST((settings.at("recipe").at("name") == "stage1_s1"));
    BOOST_TEST((settings.at("precision") == "Float"));
    BOOST_TEST((settings.at("note") == "of a test"));
    BOOST_TEST((settings.at("settings").at("epochs") == 1));
    BOOST_TEST(settings.at("sources").contains("folds"));
    const auto nets = find_nets(output.path(), read_ensemble_plan(output.path()).recipes);
    BOOST_REQUIRE(nets.size() == 2);
    BOOST_TEST(nets[0].recipe.name == "stage1_s1");
    BOOST_TEST(nets[0].backbone == "hgnetv2_b0");
    BOOST_TEST(nets[0].scale.head_width == 32);
    BOOST_TEST((nets[0].metadata.at("note") == "of a test"));
    BOOST_TEST((nets[0].metadata.at("finished") == true));
    BOOST_TEST((recipe_of(nets[0].metadata.at("recipe"), "") == nets[0].recipe));
    load_keypoint_net(nets[0]);
    load_grading_net(nets[1]);
}

BOOST_FIXTURE_TEST_CASE(never_overwrite_weights_that_somebody_else_made, Training) {
    write_text(output / "cfg_stage1_s1_fold0_seed0.json", R"({"fold": 0})");
    write_text(output / "cfg_stage1_s1_fold0_seed0.safetensors", "of another program");
    const std::string refusal = refusal_of_training(ExitCode::usage);
    BOOST_TEST(contains(refusal, "there already"));
    BOOST_TEST(read_text_file(output / "cfg_stage1_s1_fold0_seed0.safetensors") == "of another program");
}

BOOST_FIXTURE_TEST_CASE(are_left_alone_once_finished_and_refused_while_unfinished, Training) {
    train_nets(options);
    const fs::path weights = output / "cfg_stage1_s1_fold0_seed0.safetensors",
                   metadata = output / "cfg_stage1_s1_fold0_seed0.json";
    const auto written = fs::last_write_time(weights);
    const auto again = train_nets(options);
    BOOST_TEST(again.front().was_finished);
    BOOST_TEST((fs::last_write_time(weights) == written));
    fs::remove(metadata);
    const std::string refusal = refusal_of_training(ExitCode::usage);
    BOOST_TEST(contains(refusal, "unfinished"));
    BOOST_TEST(contains(refusal, "--resume"));
    options.resume = true;
    BOOST_TEST(!train_nets(options).front().was_finished);
    BOOST_TEST(fs::exists(metadata));
}

BOOST_FIXTURE_TEST_CASE(that_are_finished_are_refused_with_other_settings_or_data, Training) {
    train_nets(options);
    options.settings.push_back("lr=0.5");
    std::string refusal = refusal_of_training(ExitCode::usage);
    BOOST_TEST(contains(refusal, "settings.lr: "), refusal);
    BOOST_TEST(contains(refusal, " there, 0.5 here)"), refusal);
    BOOST_TEST(!contains(refusal, "epochs"), refusal);
    options.settings.back() = "workers=2";  // which cannot change the weights
    BOOST_TEST(train_nets(options).front().was_finished);
    options.settings.pop_back();
    Json finished = read_json(output / "cfg_stage1_s1_fold0_seed0.json");
    const Json of_this_recipe = finished;
    finished["recipe"]["frames"] = 7;
    write_text(output / "cfg_stage1_s1_fold0_seed0.json", finished.dump());
    refusal = refusal_of_training(ExitCode::usage);
    BOOST_TEST(contains(refusal, "recipe.frames: 7 there, "), refusal);
    write_text(output / "cfg_stage1_s1_fold0_seed0.json", of_this_recipe.dump());
    Json run = read_json(output / "runs/cfg_stage1_s1_fold0_seed0/settings.json");
    run["sources"]["labels"] = 1;
    write_text(output / "runs/cfg_stage1_s1_fold0_seed0/settings.json", run.dump());
    refusal = refusal_of_training(ExitCode::usage);
    BOOST_TEST(contains(refusal, "sources.labels: 1 there, "), refusal);
}

// Killed, or out of disk, between the first weights and the first state.
BOOST_FIXTURE_TEST_CASE(start_anew_where_a_run_ended_before_its_first_state, Training) {
    train_nets(options);
    const fs::path weights = output / "cfg_stage1_s1_fold0_seed0.safetensors",
                   metadata = output / "cfg_stage1_s1_fold0_seed0.json";
    const std::string expected = read_text_file(weights);
    Json unfinished = read_json(metadata);
    unfinished["finished"] = false;
    write_text(metadata, unfinished.dump());
    fs::remove(output / "runs/cfg_stage1_s1_fold0_seed0/state.safetensors");
    options.resume = true;
    BOOST_TEST(train_nets(options).front().outcome.steps == 3);
    BOOST_TEST((read_text_file(weights) == expected));
    BOOST_TEST((read_json(metadata).at("finished") == true));
}

BOOST_FIXTURE_TEST_CASE(start_from_the_weights_of_another_net, Training) {
    train_nets(options);
    const fs::path first = output / "cfg_stage1_s1_fold0_seed0.safetensors";
    options.init = first;
    options.seed = 1;
    options.settings.push_back("lr=0");
    options.settings.push_back("lr_end=0");
    train_nets(options);
    const Json settings = read_json(output / "runs/cfg_stage1_s1_fold0_seed1/settings.json");
    BOOST_TEST((settings.at("start").at("init") == first.string()));
    const auto before = read_state_dict(first),
               after = read_state_dict(output / "cfg_stage1_s1_fold0_seed1.safetensors");
    BOOST_TEST(torch::equal(before["fc.weight"], after["fc.weight"]));
    options.init = output / "absent.safetensors";
    options.seed = 2;
    BOOST_TEST(contains(refusal_of([&] { train_nets(options); }, ExitCode::data), "absent.safetensors"));
}

BOOST_FIXTURE_TEST_CASE(count_what_has_no_crops, Training) {
    const TemporaryFolder cache;
    int left = 3;
    options.cache = changed_cache(cache.path(), [&](PreparedSeries& series) {
                        if (series.kind == SeriesKind::sagittal_t1 && left-- > 0) {
                            series.points.reset();
                            series.crops.reset();
                        }
                        return true;
                    }).cache;
    options.recipes = {"stage1_s1", "stage2_s1_fo", "stage2_s2_sp1"};
    const auto trained = train_nets(options);
    BOOST_TEST(trained[0].unused == 3);
    BOOST_TEST(trained[1].unused == 3);
    BOOST_TEST(trained[2].unused == 0);
}

BOOST_FIXTURE_TEST_CASE(are_refused_where_no_study_is_of_their_fold, Training) {
    for (const int fold : {4, -2}) {
        options.folds = {0, fold};
        const std::string refusal = refusal_of_training(ExitCode::usage);
        BOOST_TEST(contains(refusal, "-1, 0, 1, 2, 3"), refusal);
        BOOST_TEST(contains(refusal, std::to_string(fold)));
        BOOST_TEST(!fs::exists(output / "runs"));
    }
}

BOOST_FIXTURE_TEST_CASE(do_not_go_on_with_other_folds, Training) {
    const TemporaryFolder data;
    for (const char* name : {"train.csv", "metadata.csv", "train_series_descriptions.csv"}) {
        fs::copy_file(options.data / name, data / name);
    }
    options.data = data.path();
    train_nets(options);
    fs::remove(output / "cfg_stage1_s1_fold0_seed0.json");
    options.resume = true;
    write_text(data / "metadata.csv", read_text_file(data / "metadata.csv") + "4711,1,Sagittal T1,0\n");
    const std::string refusal = refusal_of_training(ExitCode::usage);
    BOOST_TEST(contains(refusal, "sources"), refusal);
    BOOST_TEST(contains(refusal, "folds"), refusal);
}

BOOST_FIXTURE_TEST_CASE(are_refused_with_a_cache_of_other_data, Training) {
    const TemporaryFolder cache;
    const auto sources = changed_cache(cache.path(), [](const PreparedSeries&) { return true; });
    options.cache = sources.cache;
    CacheIndex index = read_index(sources.cache);
    index.list_fingerprint = "other";
    write_index(sources.cache, index);
    BOOST_TEST(contains(refusal_of_training(ExitCode::data), "made from other data"));
    options.cache = output / "absent";
    BOOST_TEST(contains(refusal_of_training(ExitCode::data), "absent"));
}

BOOST_AUTO_TEST_SUITE_END()
