// Small synthetic training data, drawn and prepared once a program, and runs that are small enough for tests.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "prepare/series_file.h"
#include "support/files.h"
#include "train/trainer.h"
#include "train/training_set.h"

namespace lumbar::test {

// Eight studies of 96 px in four folds, each with a T1 and a T2 series, and their cache; weights() holds the
// tiny manifest.
class TrainingData {
  public:
    static const TrainingData& drawn();

    std::filesystem::path data() const { return folder_ / "data"; }
    std::filesystem::path cache() const { return folder_ / "cache"; }
    std::filesystem::path weights() const { return folder_ / "weights"; }
    TrainingSources sources() const { return {data(), cache(), {}, {}}; }

  private:
    TrainingData();

    TemporaryFolder folder_;
};

// The drawn cache once more, below `folder`, its series changed by `change`; those it answers false to are
// left out.
TrainingSources changed_cache(const std::filesystem::path& folder,
                              const std::function<bool(PreparedSeries&)>& change);

// A run of a tiny net by the solution's settings, changed by these ("lr=1e-3").
TrainingRun tiny_run(const std::string& recipe, int fold, const std::vector<std::string>& settings = {});

// Settings that leave nothing to chance: samples as they are, every path and feature kept, nothing mixed.
std::vector<std::string> plain_settings(const std::vector<std::string>& further = {});

}  // namespace lumbar::test
