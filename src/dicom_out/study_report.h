// What is written of one graded study: findings, the images that they come from, and warnings.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/crop_outline.h"
#include "core/finding_tally.h"
#include "core/grades.h"
#include "core/keypoints.h"
#include "core/stack.h"
#include "core/study.h"
#include "core/volume.h"

namespace lumbar {

struct ReportedFinding {
    Probabilities probabilities{};
    bool is_graded = false;  // by nets; else a class prior
    bool is_calibrated = false;
    std::optional<FindingSpread> spread;
};

struct ReportedSeries {
    SeriesKind kind = SeriesKind::sagittal_t1;
    std::vector<FrameSource> sources;  // of its frames, in their order
    bool is_left_first = false;        // that order is proved to begin at the patient's left
    bool is_upright = false;           // front at the left, head on top
    // The frame to be shown, counted from 0, with the ten points and what was cut out around the discs.
    int frame = 0;
    ByteStack picture;
    Keypoints points{};
    std::array<std::optional<CropOutline>, kLevels> crops;
    std::filesystem::path file;  // one of its images, for what is copied of their headers
};

struct StudyReport {
    FindingTable<ReportedFinding> findings;
    std::vector<ReportedSeries> series;
    std::vector<std::string> warnings, nets;

    int findings_of_nets() const {
        int count = 0;
        for (const auto& level : findings) {
            for (const ReportedFinding& finding : level) count += finding.is_graded ? 1 : 0;
        }
        return count;
    }
};

}  // namespace lumbar
