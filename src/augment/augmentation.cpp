#include "augment/augmentation.h"

#include <string>
#include <utility>

#include "augment/check_settings.h"
#include "augment/flip.h"
#include "base/error.h"
#include "image/check_frames.h"
#include "image/resize.h"

namespace lumbar {
namespace {

// One way to act on each of a variant's types.
template <class... Ways>
struct Overloaded : Ways... {
    using Ways::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

std::string size_text(int height_px, int width_px) {
    return std::to_string(height_px) + "x" + std::to_string(width_px) + " pixels";
}

void draw_blur_or_noise(const AugmentationSettings& settings, Random& random, AugmentationPlan& plan) {
    if (!random.chance(settings.blur_chance)) return;
    switch (random.integer(0, 3)) {
        case 0:
            plan.blur_or_noise = draw_motion_blur(random);
            break;
        case 1:
            plan.blur_or_noise = MedianBlur{};
            break;
        case 2:
            plan.blur_or_noise = GaussianBlur{};
            break;
        default:
            plan.blur_or_noise = draw_gauss_noise(settings, random);
    }
}

void draw_distortion(const AugmentationSettings& settings, Random& random, AugmentationPlan& plan) {
    if (!random.chance(settings.distort_chance)) return;
    if (random.chance(0.5)) {
        plan.distortion = draw_optical_distortion(settings, random);
    } else {
        plan.distortion = draw_grid_distortion(settings, random);
    }
}

ByteStack blur_or_add_noise(ByteStack frames, const AugmentationPlan& plan, std::uint64_t noise_seed,
                            int threads) {
    return std::visit(Overloaded{[&](std::monostate) { return std::move(frames); },
                                 [&](const GaussNoise& noise) {
                                     return add_noise(std::move(frames), noise, noise_seed, threads);
                                 },
                                 [&](const auto& kind) { return blur(frames, kind, threads); }},
                      plan.blur_or_noise);
}

ByteStack distort_frames(ByteStack frames, const AugmentationPlan& plan, int threads) {
    return std::visit(Overloaded{[&](std::monostate) { return std::move(frames); },
                                 [&](const auto& kind) { return distort(std::move(frames), kind, threads); }},
                      plan.distortion);
}

void require_size(const ByteStack& frames, const AugmentationPlan& plan, int threads) {
    checked_shape(frames, "augment", threads);
    if (frames.height == plan.height_px && frames.width == plan.width_px) return;
    throw Error({"frames of another size than the plan's", "augment",
                 size_text(plan.height_px, plan.width_px), size_text(frames.height, frames.width)});
}

}  // namespace

AugmentationPlan draw_augmentation(const AugmentationSettings& settings, Random& random, int side_px_height,
                                   int side_px_width) {
    constexpr int kLongestSide = 32767;
    check_settings(settings);
    for (const int side_px : {side_px_height, side_px_width}) {
        if (side_px >= 1 && side_px <= kLongestSide) continue;
        throw Error({"bad size of frames", "draw_augmentation", "sides of 1 to 32767 px",
                     size_text(side_px_height, side_px_width)});
    }
    AugmentationPlan plan;
    plan.height_px = side_px_height;
    plan.width_px = side_px_width;
    plan.shrunk_px = settings.size;
    plan.brightness_contrast = draw_brightness_contrast(settings, random);
    plan.shift_scale_rotate = draw_shift_scale_rotate(settings, random);
    draw_blur_or_noise(settings, random, plan);
    draw_distortion(settings, random, plan);
    plan.vertical_flip = random.chance(settings.vertical_flip_chance);
    if (random.chance(settings.dropout_chance)) {
        plan.dropout = draw_coarse_dropout(settings, random, plan.height_out_px(), plan.width_out_px());
    }
    plan.reverse = random.chance(settings.reverse_chance);
    return plan;
}

ByteStack augment(const ByteStack& frames, const AugmentationPlan& plan, std::uint64_t noise_seed,
                  int threads) {
    require_size(frames, plan, threads);
    const bool keeps_size = plan.height_out_px() == frames.height && plan.width_out_px() == frames.width;
    ByteStack result =
        keeps_size ? frames
                   : resize(frames, plan.height_out_px(), plan.width_out_px(), Interpolation::cubic, threads);
    result = change_grey_levels(std::move(result), plan.brightness_contrast, threads);
    result = shift_scale_rotate(std::move(result), plan.shift_scale_rotate, threads);
    result = blur_or_add_noise(std::move(result), plan, noise_seed, threads);
    result = distort_frames(std::move(result), plan, threads);
    if (plan.vertical_flip) result = flip_vertically(std::move(result));
    result = drop_pixels(std::move(result), plan.dropout);
    if (plan.reverse) result = reverse_frames(std::move(result));
    return result;
}

Point move_point(Point point_rel, const AugmentationPlan& plan) {
    const int height_px = plan.height_out_px(), width_px = plan.width_out_px();
    Point px{point_rel.x * width_px - 0.5, point_rel.y * height_px - 0.5};
    px = shift_scale_rotate_point(px, plan.shift_scale_rotate, height_px, width_px);
    if (const auto* line = std::get_if<MotionBlur>(&plan.blur_or_noise)) px = motion_blur_point(px, *line);
    px =
        std::visit(Overloaded{[&](std::monostate) { return px; },
                              [&](const auto& kind) { return distort_point(px, kind, height_px, width_px); }},
                   plan.distortion);
    if (plan.vertical_flip) px = flip_point_vertically(px, height_px);
    return {(px.x + 0.5) / width_px, (px.y + 0.5) / height_px};
}

}  // namespace lumbar
