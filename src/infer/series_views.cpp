#include "infer/series_views.h"

#include <string>

#include "base/error.h"

namespace lumbar {
namespace {

std::vector<std::int64_t> levels_of(const Crops& crops) {
    std::vector<std::int64_t> levels;
    for (std::size_t level = 0; level < crops.size(); ++level) {
        if (crops[level].frames > 0) levels.push_back(static_cast<std::int64_t>(level));
    }
    return levels;
}

void check_alike(const ByteStack& crop, const ByteStack& first) {
    if (crop.frames == first.frames && crop.height == first.height && crop.width == first.width) return;
    const auto size = [](const ByteStack& stack) {
        return std::to_string(stack.frames) + "x" + std::to_string(stack.height) + "x" +
               std::to_string(stack.width);
    };
    throw Error({"the crops of a series differ", "grading", size(first), size(crop)});
}

kernels::ViewPlan plan_render(const ByteStack& crop, std::span<const double> angles_deg, int size) {
    std::vector<kernels::AffineMatrix> rotations;
    for (const double angle : angles_deg) {
        rotations.push_back(kernels::rotation_about_centre(angle, crop.height, crop.width));
    }
    return kernels::plan_views(crop.height, crop.width, rotations, size, size);
}

}  // namespace

SeriesViewPlan plan_series_views(const Crops& crops, const Recipe& recipe,
                                 std::span<const double> angles_deg) {
    auto levels = levels_of(crops);
    if (levels.empty()) throw Error({"no disc could be cropped"});
    const ByteStack& first = crops[static_cast<std::size_t>(levels.front())];
    for (const std::int64_t level : levels) check_alike(crops[static_cast<std::size_t>(level)], first);
    return {std::move(levels), middle_range(first.frames, recipe.frames),
            plan_render(first, angles_deg, recipe.image_size)};
}

}  // namespace lumbar
