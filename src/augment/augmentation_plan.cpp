#include "augment/augmentation_plan.h"

#include <string>
#include <utility>

#include "base/error.h"
#include "image/check_frames.h"
#include "image/resize.h"

namespace lumbar {
namespace {

std::string size_text(FrameSize size) {
    return std::to_string(size.height_px) + "x" + std::to_string(size.width_px) + " pixels";
}

void require_size(const ByteStack& frames, const AugmentationPlan& plan, int threads) {
    checked_shape(frames, "augment", threads);
    const FrameSize found{frames.height, frames.width};
    if (found == plan.size) return;
    throw Error(
        {"frames of another size than the plan's", "augment", size_text(plan.size), size_text(found)});
}

}  // namespace

AugmentationPlan draw_augmentation(const AugmentationSettings& settings, Random& random, FrameSize size) {
    constexpr int kLongestSide = 32767;
    check_settings(settings);
    for (const int side_px : {size.height_px, size.width_px}) {
        if (side_px >= 1 && side_px <= kLongestSide) continue;
        throw Error({"bad size of frames", "draw_augmentation", "sides of 1 to 32767 px", size_text(size)});
    }
    AugmentationPlan plan{size, settings.size, {}};
    plan.changes = Augmentations::draw(settings, random, plan.result_size());
    return plan;
}

ByteStack augment(const ByteStack& frames, const AugmentationPlan& plan, std::uint64_t noise_seed,
                  int threads) {
    require_size(frames, plan, threads);
    const FrameSize size = plan.result_size();
    ByteStack sized = size == plan.size
                          ? frames
                          : resize(frames, size.height_px, size.width_px, Interpolation::cubic, threads);
    return plan.changes.apply(std::move(sized), noise_seed, threads);
}

Point move_point(Point point_rel, const AugmentationPlan& plan) {
    const FrameSize size = plan.result_size();
    const Point px =
        plan.changes.move({point_rel.x * size.width_px - 0.5, point_rel.y * size.height_px - 0.5}, size);
    return {(px.x + 0.5) / size.width_px, (px.y + 0.5) / size.height_px};
}

}  // namespace lumbar
