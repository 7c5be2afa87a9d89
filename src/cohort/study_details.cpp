#include "cohort/study_details.h"

#include "crop/disc_crops.h"

namespace lumbar {

FrameSource LocatedSeries::source() const {
    const auto index = static_cast<std::size_t>(slice) - 1;
    return index < sources.size() ? sources[index] : FrameSource{};
}

LocatedSeries locate_in_patient(SeriesKind kind, const Volume& volume, const Keypoints& points,
                                const Crops& crops) {
    LocatedSeries located;
    located.kind = kind, located.points = points;
    located.width_px = volume.frames.width, located.height_px = volume.frames.height;
    located.is_left_first = volume.is_left_first, located.is_upright = volume.is_upright;
    located.slices = volume.frames.frames;
    const int shown = shown_slice(volume);
    located.slice = shown + 1;
    const auto index = static_cast<std::size_t>(shown);
    located.sources = volume.sources;
    located.levels_without_crop = levels_without_crop(crops);
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t i = 0; i < 2; ++i) {
            if (index >= volume.places.size()) continue;
            // Relative points count from the image's edge, a place from the first pixel's centre.
            const Point& point = points[level][i];
            located.points_mm[level][i] = patient_point(
                volume.places[index], point.x * located.width_px - 0.5, point.y * located.height_px - 0.5);
        }
    }
    return located;
}

}  // namespace lumbar
