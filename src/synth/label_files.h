// Collects studies one after the other and writes the competition's CSV files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "synth/synthetic_study.h"

namespace lumbar {

class LabelFiles {
  public:
    LabelFiles();

    void add(const SyntheticStudy& study, int fold);
    // train.csv, train_series_descriptions.csv and test_series_descriptions.csv (the same), metadata.csv,
    // train_label_coordinates.csv, coords_v7.csv, sample_submission.csv.
    void write(const std::filesystem::path& folder) const;

  private:
    void add_series(const SyntheticStudy& study, int fold);
    void add_labels(const SyntheticStudy& study);
    void add_coordinates(const SyntheticStudy& study);
    void add_keypoints(const SyntheticSeries& series, const Anatomy& anatomy);

    std::string train_, series_, metadata_, coordinates_, keypoints_;
    std::vector<std::string> row_ids_;
};

}  // namespace lumbar
