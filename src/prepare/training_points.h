// Finds the ten points of each sagittal series of a data folder: what stage 1 is to find and what training
// crops by.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>

#include "competition/label_coordinates.h"
#include "competition/points_file.h"
#include "core/keypoints.h"
#include "core/study.h"

namespace lumbar {

// The points in front of and behind each disc, from the mark that the competition's raters left on the canal,
// all in pixels.  The mark lies behind the disc; both points lie before it, on the normal of the spine's
// curve there (its tangent runs through the neighbouring levels' marks), towards the front, which is the left
// of the image: 1.15 and 0.2 times the median distance of consecutive levels.  On 40 synthetic studies the
// mean distance from the true points is 0.011 (in front) and 0.002 (behind) of the image, a disc being 0.13
// wide.
Keypoints disc_points_px(const std::array<Point, kLevels>& canal_px);

class TrainingPoints {
  public:
    // From `csv` (competition/points_file.h's layout), else from DIR/coords_v7.csv, else derived from
    // DIR/train_label_coordinates.csv: T1 takes the marks on the left and right foramina, T2
    // disc_points_px().  Throws Error (data) if there is none of them or it is malformed.
    TrainingPoints(const std::filesystem::path& data, const std::optional<std::filesystem::path>& csv);

    // Relative to an image of this size; nothing for a series that is not there or has fewer than five
    // levels.
    std::optional<Keypoints> find(const std::string& study_id, const SeriesEntry& series, int height_px,
                                  int width_px) const;
    // A text that is another one whenever a series' points are.
    std::string text_of(const std::string& study_id, const SeriesEntry& series) const;

  private:
    std::optional<Keypoints> derived_px(const std::string& study_id, const SeriesEntry& series) const;

    SeriesPoints given_;         // relative
    LabelCoordinates marks_px_;  // used where nothing is given
};

}  // namespace lumbar
