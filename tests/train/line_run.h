// A run on a net of two numbers in a folder of its own, and how it is stopped.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <csignal>
#include <string>
#include <vector>

#include "base/text_file.h"
#include "line_task.h"
#include "support/files.h"
#include "support/refusal.h"
#include "train/trainer.h"
#include "training_data.h"

namespace lumbar::test {

// Two samples a step, four steps an epoch, twelve in all, unless `further` says otherwise.
inline TrainingRun line_run(const std::vector<std::string>& further = {}) {
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

    TrainingOutcome train(Task& task, const ComputeOptions& compute = {}) const {
        Replicas alone;
        return Trainer(task, run, folder, compute, alone).run();
    }
    TrainingOutcome resume(Task& task, const ComputeOptions& compute = {}) {
        run.resume = true;
        return train(task, compute);
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
    // The data of the page.
    Json curves() const {
        const std::string html = read_text_file(folder.curves()), start = R"(id="data">)";
        const std::size_t first = html.find(start) + start.size();
        return Json::parse(html.substr(first, html.find("</script>", first) - first));
    }
    Json metadata() const { return read_json(folder.metadata()); }
};

inline Metrics distance_of(const LineNet& net) {
    return {{"distance", std::abs(net.weight.item<double>() - 2)}};
}

}  // namespace lumbar::test
