// The loop that all nets share, mostly on a net of two numbers.
#include "train/trainer.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <csignal>
#include <limits>

#include "base/text_file.h"
#include "line_task.h"
#include "nn/tensor_file.h"
#include "support/refusal.h"
#include "train/grade_task.h"
#include "training_data.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

// Two samples a step, four steps an epoch, twelve in all, unless `further` says otherwise.
TrainingRun line_run(const std::vector<std::string>& further = {}) {
    std::vector<std::string> settings = {"epochs=3",      "batch=2", "lr=0.05",         "lr_end=0.01",
                                         "clip_norm=0.5", "ema=0",   "validate_every=3"};
    settings.insert(settings.end(), further.begin(), further.end());
    return tiny_run("stage2_s1_fo", 0, settings);
}

struct LineRun {
    TemporaryFolder output;
    TrainingRun run;
    RunFolder folder;

    explicit LineRun(const std::vector<std::string>& settings = {})
        : run(line_run(settings)), folder(output.path(), run.net, run.seed) {}

    TrainingOutcome train(Task& task) const {
        Replicas alone;
        return Trainer(task, run, folder, {}, alone).run();
    }
    TrainingOutcome resume(Task& task) {
        run.resume = true;
        return train(task);
    }
    // Trains anew until the signal comes during this step, counted from 0.
    void stop_at(int step, int signal, ExitCode code) const {
        LineTask task;
        task.before_loss = [&](int losses) {
            if (losses == step * run.settings.accumulate) std::raise(signal);
        };
        const std::string refusal = refusal_of([&] { train(task); }, code);
        BOOST_TEST(contains(refusal, "stopped after step " + std::to_string(step + 1)), refusal);
    }
    std::string weights() const { return read_text_file(folder.weights()); }
    std::string metrics() const { return read_text_file(folder.metrics()); }
    Json metadata() const { return read_json(folder.metadata()); }
};

double number_in(const fs::path& weights, const char* name) {
    return read_state_dict(weights)[name].item<double>();
}

Metrics distance_of(const LineNet& net) {
    return {{"distance", std::abs(net.weight.item<double>() - 2)}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trainer)

BOOST_AUTO_TEST_CASE(learns_the_line_and_leaves_a_net_with_its_story) {
    LineRun run({"epochs=100"});
    LineTask task;
    task.validation = distance_of;
    const TrainingOutcome outcome = run.train(task);
    BOOST_TEST(outcome.steps == 400);
    BOOST_TEST(outcome.skipped_steps == 0);
    BOOST_TEST(std::abs(task.line().weight.item<double>() - 2) < 0.05);
    BOOST_TEST(outcome.metrics.at("distance").get<double>() < 0.05);
    for (const fs::path& file : {run.folder.state(), run.folder.settings(), run.folder.metrics(),
                                 run.folder.curves(), run.folder.last_weights()}) {
        BOOST_TEST(fs::exists(file), file.string());
    }
    BOOST_TEST(run.metadata().at("finished").get<bool>());
    BOOST_TEST((run.metadata().at("metrics") == outcome.metrics));
    BOOST_TEST(run.folder.is_finished());
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

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(resuming)

// To the last bit, from a validation's state (killed) and from a signal's.
BOOST_AUTO_TEST_CASE(ends_where_an_uninterrupted_run_does) {
    for (const std::vector<std::string>& settings :
         {std::vector<std::string>{}, {"ema=0.9"}, {"accumulate=2"}, {"warmup_steps=5", "batch=3"}}) {
        LineRun whole(settings);
        LineTask task;
        whole.train(task);
        for (const int step : {0, 1, 2, 5}) {
            LineRun stopped(settings);
            stopped.stop_at(step, SIGINT, ExitCode::interrupted);
            LineTask again;
            stopped.resume(again);
            BOOST_TEST((stopped.weights() == whole.weights()));
            BOOST_TEST(stopped.metrics() == whole.metrics());
            BOOST_TEST((stopped.metadata() == whole.metadata()));
        }
    }
}

BOOST_AUTO_TEST_CASE(remembers_bad_steps_and_the_best_metric) {
    const auto prepare = [](LineTask& task) {
        task.bad_samples = {1, 6};
        task.validation = distance_of;
    };
    LineRun whole({"batch=1"}), stopped({"batch=1"});
    LineTask task, first, second;
    for (LineTask* each : {&task, &first, &second}) prepare(*each);
    const TrainingOutcome expected = whole.train(task);
    first.before_loss = [](int losses) {
        if (losses == 13) std::raise(SIGTERM);
    };
    BOOST_TEST(contains(refusal_of([&] { stopped.train(first); }, ExitCode::terminated), "--resume"));
    const TrainingOutcome outcome = stopped.resume(second);
    BOOST_TEST(outcome.skipped_steps == expected.skipped_steps);
    BOOST_TEST((outcome.metrics == expected.metrics));
    BOOST_TEST(stopped.metrics() == whole.metrics());
    BOOST_TEST((stopped.weights() == whole.weights()));
}

BOOST_AUTO_TEST_CASE(starts_anew_where_there_is_no_state) {
    LineRun run, whole;
    LineTask task, again;
    whole.train(task);
    run.resume(again);
    BOOST_TEST((run.weights() == whole.weights()));
}

// With everything random in it: augmentation, mixing, drop path, dropout, averaging.
BOOST_AUTO_TEST_CASE(of_a_real_net_ends_where_an_uninterrupted_run_does) {
    const TrainingSet set(TrainingData::drawn().sources());
    const auto train = [&](const TemporaryFolder& output, int stop_at, bool resume) {
        TrainingRun run = tiny_run("stage2_s1_fo", 0, {"epochs=2", "batch=2", "ema=0.9", "validate_every=2"});
        run.resume = resume;
        const RunFolder folder(output.path(), run.net, run.seed);
        torch::manual_seed(resume ? 1 : 2);
        GradeTask task(set, run.net, run.settings, {});
        if (!resume) {
            torch::manual_seed(3);
            for (auto& parameter : task.net().parameters()) torch::nn::init::normal_(parameter, 0, 0.1);
        }
        WatchedTask watched(task, [&](int losses) {
            if (losses == stop_at) std::raise(SIGTERM);
        });
        Replicas alone;
        Trainer trainer(watched, run, folder, {}, alone);
        if (stop_at >= 0) {
            BOOST_CHECK_THROW(trainer.run(), Error);
        } else {
            trainer.run();
        }
        return folder;
    };
    const TemporaryFolder one, other;
    const auto whole = train(one, -1, false);
    train(other, 3, false);
    const auto resumed = train(other, -1, true);
    BOOST_TEST((read_text_file(resumed.weights()) == read_text_file(whole.weights())));
    BOOST_TEST((read_text_file(resumed.last_weights()) == read_text_file(whole.last_weights())));
    BOOST_TEST(read_text_file(resumed.metrics()) == read_text_file(whole.metrics()));
}

BOOST_AUTO_TEST_CASE(refuses_the_state_of_another_run_and_says_what_differs) {
    LineRun run;
    run.stop_at(4, SIGINT, ExitCode::interrupted);
    const TrainingRun own = run.run;
    const auto refusal = [&](const std::function<void(TrainingRun&)>& change, std::size_t samples = 8) {
        run.run = own;
        change(run.run);
        LineTask task;
        task.samples = samples;
        return refusal_of([&] { run.resume(task); }, ExitCode::weights);
    };
    const auto nothing = [](TrainingRun&) {};
    BOOST_TEST(contains(refusal([](TrainingRun& other) { other.settings.lr = 0.06; }), "0.06"));
    BOOST_TEST(contains(refusal([](TrainingRun& other) { other.settings.lr = 0.06; }), "lr"));
    BOOST_TEST(contains(refusal([](TrainingRun& other) { other.seed = 6; }), "seed"));
    BOOST_TEST(contains(refusal([](TrainingRun& other) { other.net.fold = 1; }), "fold"));
    BOOST_TEST(contains(refusal([](TrainingRun& other) { other.sources["labels"] = 5; }), "sources"));
    BOOST_TEST(contains(refusal(nothing, 7), "samples"));
    // What only decides how fast the weights come is free.
    BOOST_TEST(refusal([](TrainingRun& other) { other.settings.workers = 3; }) == "");
}

BOOST_AUTO_TEST_CASE(refuses_a_state_that_is_damaged) {
    LineRun run;
    run.stop_at(4, SIGINT, ExitCode::interrupted);
    const std::string whole = read_text_file(run.folder.state());
    const auto refusal = [&](const std::string& bytes) {
        write_text(run.folder.state(), bytes);
        LineTask task;
        return refusal_of([&] { run.resume(task); }, ExitCode::weights);
    };
    for (const std::size_t size : {std::size_t{0}, std::size_t{7}, whole.size() / 2, whole.size() - 1}) {
        BOOST_TEST(contains(refusal(whole.substr(0, size)), "state.safetensors"), "cut at " << size);
    }
    std::string other_key = whole;
    other_key.replace(other_key.find("bad_steps_in_a_row"), 3, "sad");
    BOOST_TEST(contains(refusal(other_key), "damaged"));
    BOOST_TEST(contains(refusal(run.weights()), "not a training state"));
    BOOST_TEST(refusal(whole) == "");
}

BOOST_AUTO_TEST_SUITE_END()
