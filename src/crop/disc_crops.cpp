#include "crop/disc_crops.h"

#include <algorithm>

#include "core/findings.h"
#include "crop/crop_box.h"
#include "image/letterbox.h"
#include "image/middle_frames.h"
#include "image/rotate.h"

namespace lumbar {
namespace {

FloatStack cut(const FloatStack& frames, const PixelBox& box) {
    FloatStack part(frames.frames, box.bottom - box.top, box.right - box.left);
    for (int s = 0; s < part.frames; ++s) {
        for (int y = 0; y < part.height; ++y) {
            std::copy_n(&frames.at(s, box.top + y, box.left), part.width, &part.at(s, y, 0));
        }
    }
    return part;
}

ByteStack crop_disc(const FloatStack& frames, const CropBox& box, SeriesKind kind, IntensityRange range,
                    int threads) {
    if (box.is_empty()) return {};
    const FloatStack part = kind == SeriesKind::sagittal_t2
                                ? rotate_part(frames, box.angle_deg, box, Interpolation::lanczos4, threads)
                                : cut(frames, box);
    return normalize(letterbox(part, kCropSize, threads), range, threads);
}

}  // namespace

Crops crop_discs(const Volume& series, const Keypoints& points, SeriesKind kind, IntensityRange range,
                 int threads, int most_frames) {
    const int count = middle_count_for(series.frames.frames, most_frames);
    const bool takes_all = count == series.frames.frames;
    const FloatStack part = takes_all ? FloatStack() : middle_frames(series.frames, count).frames;
    const FloatStack& frames = takes_all ? series.frames : part;
    const auto boxes = crop_boxes(points, kind, frames.height, frames.width);
    Crops crops;
    for (std::size_t level = 0; level < crops.size(); ++level) {
        crops[level] = crop_disc(frames, boxes[level], kind, range, threads);
    }
    return crops;
}

std::vector<std::size_t> levels_without_crop(const Crops& crops) {
    std::vector<std::size_t> levels;
    for (std::size_t level = 0; level < crops.size(); ++level) {
        if (crops[level].frames == 0) levels.push_back(level);
    }
    return levels;
}

std::string level_titles(const std::vector<std::size_t>& levels, std::string_view between) {
    std::string text;
    for (const std::size_t level : levels)
        text.append(text.empty() ? "" : between).append(kLevelTitles[level]);
    return text;
}

}  // namespace lumbar
