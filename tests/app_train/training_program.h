// `lumbar train` as a program of its own on four small synthetic studies, and what it ends with.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "support/files.h"
#include "support/program.h"
#include "support/run_lumbar.h"

namespace lumbar::test {

// Four studies in `data` and their `cache`, made by the program itself when first asked for.
const TemporaryFolder& drawn();

// A weights folder of its own, and a tiny net to be trained in it: epochs of 3 steps.
struct Training {
    explicit Training(const std::string& recipe = "stage1_s1", int epochs = 60);

    Arguments flags(const Arguments& more = {}) const;
    Outcome train(const Arguments& more = {}) const { return run_lumbar(flags(more)); }
    std::string bytes() const;  // of the weights
    // Until a state has been written that was not there before, or the program has ended.
    void wait_for_state(Program& program) const;

    TemporaryFolder folder;
    std::string recipe, name, folds = "0";
    int epochs;
    std::filesystem::path weights, metadata, state;
};

struct WholeRun {
    std::string weights, printed;
    std::chrono::microseconds duration{};
};

// An uninterrupted one, made when first asked for.
const WholeRun& whole_run(const std::string& recipe = "stage1_s1", int epochs = 60);

}  // namespace lumbar::test
