// A run that goes on where another one was stopped.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <csignal>
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "line_run.h"
#include "train/grade_task.h"
#include "weight_files/tensor_file.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// Once armed, a signal comes when its net is next asked for.
class SignallingTask : public LineTask {
  public:
    bool is_armed = false;

    torch::nn::Module& net() override {
        if (std::exchange(is_armed, false)) std::raise(SIGTERM);
        return LineTask::net();
    }
};

// Two, of which the other one is at step 0, and says nothing but zeros.
class WithABeginner : public Replicas {
  public:
    int world_size() const override { return 2; }
};

}  // namespace

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

// The net waits for nobody then, but others of a plan would be begun.
BOOST_AUTO_TEST_CASE(heeds_a_signal_that_comes_when_all_steps_are_done) {
    LineRun run;
    run.stop_at(11, SIGINT, ExitCode::interrupted);
    run.run.resume = true;
    SignallingTask task;
    Replicas alone;
    Trainer trainer(task, run.run, run.folder, {}, alone);
    task.is_armed = true;
    const std::string refusal = refusal_of([&] { trainer.run(); }, ExitCode::terminated);
    BOOST_TEST(contains(refusal, "stopped after step 12"), refusal);
    BOOST_TEST(run.folder.is_finished());
}

BOOST_AUTO_TEST_CASE(is_refused_where_the_replicas_are_at_different_steps) {
    LineRun run;
    WithABeginner replicas;
    const auto train = [&](LineTask& task) { Trainer(task, run.run, run.folder, {}, replicas).run(); };
    LineTask first, second;
    first.before_loss = [](int losses) {
        if (losses == 4) std::raise(SIGINT);
    };
    BOOST_TEST(contains(refusal_of([&] { train(first); }, ExitCode::interrupted), "after step 5"));
    run.run.resume = true;
    const std::string refusal = refusal_of([&] { train(second); }, ExitCode::usage);
    BOOST_TEST(contains(refusal, "step 5 for replica 0"), refusal);
    BOOST_TEST(contains(refusal, "share"));
}

// With everything random in it: augmentation, mixing, drop path, dropout, averaging.
BOOST_AUTO_TEST_CASE(of_a_real_net_ends_where_an_uninterrupted_run_does) {
    const TrainingSet set(TrainingData::drawn().sources());
    const auto train = [&](const TemporaryFolder& output, int stop_at, bool resume) {
        TrainingRun run = tiny_run("stage2_s1_fo", 0, {"epochs=2", "batch=2", "ema=0.9", "validate_every=2"});
        run.resume = resume;
        RunFolder folder(output.path(), run.net, run.seed);
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
        return refusal_of([&] { run.resume(task); }, ExitCode::usage);
    };
    const auto nothing = [](TrainingRun&) {};
    BOOST_TEST(contains(refusal([](TrainingRun& other) { other.settings.lr = 0.06; }), "0.06"));
    BOOST_TEST(contains(refusal([](TrainingRun& other) { other.settings.lr = 0.06; }), "lr"));
    BOOST_TEST(contains(refusal([](TrainingRun& other) { other.seed = 6; }), "seed"));
    BOOST_TEST(contains(refusal([](TrainingRun& other) { other.net.fold = 1; }), "fold"));
    BOOST_TEST(contains(refusal([](TrainingRun& other) { other.net.recipe.frames = 7; }), "recipe.frames"));
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
