#include "training_program.h"

#include <boost/test/unit_test.hpp>
#include <map>
#include <thread>
#include <utility>

#include "files/text_file.h"
#include "support/tiny_manifest.h"
#include "support/tiny_training.h"

namespace lumbar::test {

namespace fs = std::filesystem;

namespace {

Arguments joined(Arguments arguments, const Arguments& more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
}

WholeRun run_whole(const std::string& recipe, int epochs) {
    drawn();  // not part of the duration
    const Training training(recipe, epochs);
    const auto start = std::chrono::steady_clock::now();
    const Outcome outcome = training.train();
    BOOST_REQUIRE_MESSAGE(outcome.code == 0, outcome.printed);
    return {training.bytes(), outcome.printed,
            std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start)};
}

}  // namespace

const TemporaryFolder& drawn() {
    static const TemporaryFolder folder;
    static const bool made = [] {
        const std::string data = (folder / "data").string();
        const auto synth = run_lumbar({"synth", "--output", data, "--studies", "4", "--seed", "8",
                                       "--image-size", "96", "--threads", "1"});
        BOOST_REQUIRE_MESSAGE(synth.code == 0, synth.printed);
        const auto prepared = run_lumbar({"prepare", "--data", data, "--output", (folder / "cache").string(),
                                          "--locate-size", "64", "--threads", "1"});
        BOOST_REQUIRE_MESSAGE(prepared.code == 0, prepared.printed);
        return true;
    }();
    BOOST_REQUIRE(made);
    return folder;
}

Training::Training(const std::string& trained, int trained_epochs)
    : recipe(trained),
      name("cfg_" + recipe + "_fold0_seed4"),
      epochs(trained_epochs),
      weights(folder / (name + ".safetensors")),
      metadata(folder / (name + ".json")),
      state(folder.path() / "runs" / name / "state.safetensors") {
    write_text(folder / "manifest.json", kTinyManifest);
}

Arguments Training::flags(const Arguments& more) const {
    const Arguments flags = joined({"train", "--data", (drawn() / "data").string(), "--cache",
                                    (drawn() / "cache").string(), "--output", folder.path().string()},
                                   tiny_training(recipe, epochs, 4, folds));
    return joined(flags, more);
}

std::string Training::bytes() const {
    return read_text_file(weights);
}

void Training::wait_for_state(Program& program) const {
    std::error_code absent;
    const auto before = fs::last_write_time(state, absent);
    while (program.is_running()) {
        std::error_code failure;
        const auto now = fs::last_write_time(state, failure);
        if (!failure && (absent || now != before)) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

const WholeRun& whole_run(const std::string& recipe, int epochs) {
    static std::map<std::pair<std::string, int>, WholeRun> runs;
    const std::pair key(recipe, epochs);
    if (!runs.contains(key)) runs[key] = run_whole(recipe, epochs);
    return runs.at(key);
}

}  // namespace lumbar::test
