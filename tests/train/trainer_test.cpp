// The loop that all nets share, mostly on a net of two numbers.
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "line_run.h"
#include "train/grade_task.h"
#include "weight_files/tensor_file.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

double number_in(const fs::path& weights, const char* name) {
    return read_state_dict(weights)[name].item<double>();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trainer)

BOOST_AUTO_TEST_CASE(learns_the_line_and_leaves_a_net_with_its_story) {
    LineRun run({"epochs=100"});
    LineTask task;
    task.validation = distance_of;
    task.without_looking = {{"distance", 2}};
    const TrainingOutcome outcome = run.train(task);
    BOOST_TEST(outcome.steps == 400);
    BOOST_TEST(outcome.skipped_steps == 0);
    BOOST_TEST(std::abs(task.line().weight.item<double>() - 2) < 0.05);
    BOOST_TEST(outcome.metrics.at("distance").get<double>() < 0.05);
    for (const fs::path& file : {run.folder.state(), run.folder.settings(), run.folder.metrics(),
                                 run.folder.curves(), run.folder.last_weights()}) {
        BOOST_TEST(fs::exists(file), file.string());
    }
    const Json curves = run.curves();
    BOOST_TEST((curves.at("running") == false));
    BOOST_TEST((curves.at("step") == 400));
    BOOST_TEST((curves.at("steps") == 400));
    BOOST_TEST((curves.at("best").at("metric") == "distance"));
    BOOST_TEST((curves.at("best").at("step") == run.metadata().at("step")));
    BOOST_TEST((curves.at("prior").at("validation/distance") == 2));
    BOOST_TEST(run.metadata().at("finished").get<bool>());
    BOOST_TEST((run.metadata().at("metrics") == outcome.metrics));
    BOOST_TEST(run.folder.is_finished());
}

BOOST_AUTO_TEST_CASE(shows_curves_while_it_lasts_and_says_when_it_was_stopped) {
    LineRun run;  // validates after steps 3, 6, ...
    LineTask task;
    bool was_running = false;
    task.before_loss = [&](int losses) {
        if (losses == 4) was_running = run.curves().at("running").get<bool>();
        if (losses == 7) std::raise(SIGINT);
    };
    BOOST_CHECK_THROW(run.train(task), Error);
    BOOST_TEST(was_running);
    BOOST_TEST((run.curves().at("running") == false));
    BOOST_TEST((run.curves().at("step") == 8));
}

BOOST_AUTO_TEST_CASE(keeps_the_best_weights_and_the_last_ones_too) {
    LineRun run;  // validates after steps 3, 6, 9 and 12
    LineTask task;
    std::vector<double> seen;
    task.validation = [&](const LineNet& net) -> Metrics {
        constexpr std::array<double, 4> kScores = {0.5, 0.2, 0.9, 0.2};
        seen.push_back(net.weight.item<double>());
        BOOST_TEST(!net.is_training());
        return {{"score", kScores.at(seen.size() - 1)}, {"other", 1}};
    };
    run.train(task);
    BOOST_REQUIRE(seen.size() == 4);
    BOOST_TEST(number_in(run.folder.weights(), "weight") == seen[1]);
    BOOST_TEST(number_in(run.folder.last_weights(), "weight") == seen[3]);
    BOOST_TEST(run.metadata().at("step").get<int>() == 6);
    BOOST_TEST(run.metadata().at("metrics").at("score").get<double>() == 0.2);
}

BOOST_AUTO_TEST_CASE(ends_early_where_epochs_pass_without_a_better_validation) {
    LineRun run(
        {"early_stop=1", "epochs=20"});  // validates after steps 3, 6, 9, ...; four steps are an epoch
    LineTask task;
    int validations = 0;
    task.validation = [&](const LineNet&) -> Metrics {
        constexpr std::array<double, 4> kScores = {0.5, 0.2, 0.9, 0.9};
        return {{"score", kScores.at(static_cast<std::size_t>(validations++))}};
    };
    BOOST_TEST(run.train(task).steps == 12);
    BOOST_TEST(run.metadata().at("step").get<int>() == 6);
    BOOST_TEST(run.folder.is_finished());
}

BOOST_AUTO_TEST_CASE(ends_early_only_after_a_validation_that_was_no_better) {
    LineRun run({"early_stop=1", "epochs=20", "validate_every=12"});  // three epochs
    LineTask task;
    task.validation = [&](const LineNet&) -> Metrics { return {{"score", 0.5}}; };
    BOOST_TEST(run.train(task).steps == 24);
}

BOOST_AUTO_TEST_CASE(never_ends_early_without_a_validation) {
    LineRun run({"early_stop=1"});
    LineTask task;
    BOOST_TEST(run.train(task).steps == 12);
}

BOOST_AUTO_TEST_CASE(finds_any_number_better_than_a_metric_that_is_none) {
    LineRun run;
    LineTask task;
    int validations = 0;
    task.validation = [&](const LineNet&) -> Metrics {
        return {{"score", validations++ == 1 ? 0.7 : std::numeric_limits<double>::quiet_NaN()}};
    };
    run.train(task);
    BOOST_TEST(run.metadata().at("step").get<int>() == 6);
    BOOST_TEST(run.metadata().at("metrics").at("score").get<double>() == 0.7);
}

BOOST_AUTO_TEST_CASE(goes_on_from_a_state_whose_best_metric_is_no_number) {
    LineRun run;
    const auto never = [](const LineNet&) -> Metrics {
        return {{"score", std::numeric_limits<double>::quiet_NaN()}};
    };
    LineTask first, second;
    first.validation = second.validation = never;
    first.before_loss = [](int losses) {
        if (losses == 7) std::raise(SIGINT);
    };
    BOOST_CHECK_THROW(run.train(first), Error);
    BOOST_TEST(run.resume(second).steps == 12);
}

BOOST_AUTO_TEST_CASE(keeps_the_last_weights_where_nothing_is_held_out) {
    LineRun run;
    LineTask task;
    run.train(task);
    BOOST_TEST(number_in(run.folder.weights(), "weight") == task.line().weight.item<double>());
    BOOST_TEST(run.metadata().at("step").get<int>() == 12);
}

BOOST_AUTO_TEST_CASE(writes_the_averaged_weights) {
    LineRun run({"ema=0.6"});
    LineTask task;
    std::vector<double> weights;  // before each step
    task.before_loss = [&](int) { weights.push_back(task.line().weight.item<double>()); };
    double validated = 0;
    task.validation = [&](const LineNet& net) -> Metrics {
        validated = net.weight.item<double>();
        return {{"steps_left", 12 - static_cast<double>(weights.size())}};
    };
    run.train(task);
    weights.push_back(task.line().weight.item<double>());
    double average = weights.front();
    for (std::size_t i = 1; i < weights.size(); ++i) {
        const double count = static_cast<double>(i), decay = std::min(0.6, (1 + count) / (10 + count));
        average = decay * average + (1 - decay) * weights[i];
    }
    BOOST_TEST(std::abs(average - weights.back()) > 1e-3);
    BOOST_TEST(number_in(run.folder.weights(), "weight") == average, boost::test_tools::tolerance(1e-5));
    BOOST_TEST(validated == average, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(gets_the_same_from_a_batch_in_parts) {
    const auto trained = [](const char* accumulate) {
        LineRun run({"batch=4", accumulate, "clip_norm=0"});
        LineTask task;
        task.net().eval();
        run.train(task);
        return task.line().weight.item<double>() + 10 * task.line().bias.item<double>();
    };
    // The noise in the loss differs, by a thousandth.
    BOOST_TEST(std::abs(trained("accumulate=1") - trained("accumulate=2")) < 0.02);
    BOOST_TEST(std::abs(trained("accumulate=1") - trained("accumulate=4")) < 0.02);
}

BOOST_AUTO_TEST_CASE(refuses_a_batch_that_cannot_be_shared_out) {
    LineRun run({"batch=2", "accumulate=3"});
    LineTask task;
    BOOST_TEST(contains(refusal_of([&] { run.train(task); }, ExitCode::usage), "3 parts"));
}

BOOST_AUTO_TEST_CASE(leaves_out_steps_that_are_not_finite) {
    LineRun run({"batch=1"});  // 8 steps an epoch, 24 in all
    LineTask task;
    task.bad_samples = {3, 4};
    const TrainingOutcome outcome = run.train(task);
    BOOST_TEST(outcome.steps == 24);
    BOOST_TEST(outcome.skipped_steps == 6);
    for (const auto& [name, tensor] : state_dict_of(task.net()).pairs()) {
        BOOST_TEST(tensor.isfinite().all().item<bool>(), name);
    }
    BOOST_TEST(task.line().mean.item<double>() != 0);
    BOOST_TEST(contains(run.metrics(), "nan"));
}

BOOST_AUTO_TEST_CASE(gives_up_after_ten_bad_steps_in_a_row) {
    LineRun run({"epochs=100"});
    LineTask task;
    for (std::size_t i = 0; i < task.samples; ++i) task.bad_samples.insert(i);
    int steps = 0;
    task.before_loss = [&](int losses) { steps = losses + 1; };
    const std::string refusal = refusal_of([&] { run.train(task); }, ExitCode::data);
    BOOST_TEST(contains(refusal, "diverged"), refusal);
    BOOST_TEST(steps == 10);
    BOOST_TEST(task.line().weight.item<float>() == 0.1F);
}

BOOST_AUTO_TEST_CASE(removes_what_a_killed_run_had_begun_to_write) {
    const LineRun run;
    LineTask task;
    run.folder.make();
    const fs::path own[] = {run.folder.state().string() + ".tmp17", run.folder.weights().string() + ".tmp17"},
                   others = run.output / "another.safetensors.tmp17";
    for (const fs::path& file : {own[0], own[1], others}) write_text(file, "half");
    run.train(task);
    BOOST_TEST(!fs::exists(own[0]));
    BOOST_TEST(!fs::exists(own[1]));
    BOOST_TEST(fs::exists(others));
}

BOOST_AUTO_TEST_SUITE_END()
