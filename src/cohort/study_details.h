// What the grading of a study shows besides its grades: for its page, and for grades.json.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cohort/series_pictures.h"
#include "core/frame_place.h"
#include "core/keypoints.h"
#include "core/net_votes.h"
#include "core/volume.h"

namespace lumbar {

// A series with stage 1's points in it.
struct LocatedSeries {
    SeriesKind kind = SeriesKind::sagittal_t2;
    Keypoints points;  // relative to the image
    int width_px = 0, height_px = 0;
    int slice = 0, slices = 0;         // the slice that points_mm lie on, from 1
    std::vector<FrameSource> sources;  // of all slices, in their order
    std::array<std::array<std::optional<Vector3>, 2>, kLevels> points_mm;  // in the patient
    bool is_left_first = false, is_upright = false;                        // as in Volume
    std::vector<std::size_t> levels_without_crop;

    // Of the slice that points_mm lie on; empty where the volume is not from files.
    FrameSource source() const;
};

LocatedSeries locate_in_patient(SeriesKind kind, const Volume& volume, const Keypoints& points,
                                const Crops& crops);

struct StudyDetails {
    std::map<std::string, LocatedSeries> series;  // by FoundSeries::id()
    std::vector<NetVotes> votes;
    std::vector<SeriesPictures> pictures;  // if they are wanted
};

}  // namespace lumbar
