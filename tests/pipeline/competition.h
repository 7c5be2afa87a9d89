// Small synthetic competition data with small untrained nets, to be broken in every way and predicted.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/grades.h"
#include "core/study.h"
#include "pipeline/predict.h"
#include "pipeline/predict_options.h"
#include "support/files.h"

namespace lumbar::test {

using Rows = std::map<std::string, Probabilities>;

struct Prediction {
    PredictSummary summary;
    std::size_t warnings = 0;
    Rows rows;
};

// Two studies of 96 px; drawn once a program, copied for each test.
class Competition {
  public:
    Competition();

    std::filesystem::path data() const { return folder_ / "data"; }
    std::filesystem::path weights() const { return folder_ / "weights"; }
    std::filesystem::path output() const { return folder_ / "submission.csv"; }
    std::filesystem::path list() const { return data() / "test_series_descriptions.csv"; }
    std::filesystem::path operator/(std::string_view name) const { return folder_ / name; }

    // What the list says as it was drawn; study 0 is the one to break, study 1 its neighbour.
    const std::vector<StudyEntry>& studies() const { return studies_; }
    // The study's first series of a kind.
    const SeriesEntry& series(std::size_t study, SeriesKind kind) const;
    // Its DICOM files in the order of their names.
    static std::vector<std::filesystem::path> files(const SeriesEntry& series);

    // One view, two threads.
    PredictOptions options() const;
    Prediction predict() const { return predict(options()); }
    Prediction predict(const PredictOptions& options) const;

  private:
    TemporaryFolder folder_;
    std::vector<StudyEntry> studies_;
};

// The rows of one study.
Rows rows_of(const Rows& rows, const std::string& study);

}  // namespace lumbar::test
