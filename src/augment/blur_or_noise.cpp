#include "augment/blur_or_noise.h"

#include <utility>

namespace lumbar {

std::vector<Setting> BlurOrNoise::settings_of(Settings& s) {
    return {{"augment.blur_chance", "motion, median or Gaussian blur, or noise", &s.blur_chance, 0, 1},
            {"augment.noise_variance_low", "grey levels squared", &s.noise_variance_low, 0, 1e4},
            {"augment.noise_variance_high", "grey levels squared", &s.noise_variance_high, 0, 1e4}};
}

void BlurOrNoise::check(const Settings& settings) {
    check_order("augment.noise_variance_low", settings.noise_variance_low, settings.noise_variance_high);
}

BlurOrNoise BlurOrNoise::draw(const Settings& settings, Random& random, FrameSize /*size*/) {
    if (!random.chance(settings.blur_chance)) return {};
    switch (random.integer(0, 3)) {
        case 0:
            return {draw_motion_blur(random)};
        case 1:
            return {MedianBlur{}};
        case 2:
            return {GaussianBlur{}};
        default:
            return {GaussNoise{random.uniform(settings.noise_variance_low, settings.noise_variance_high)}};
    }
}

ByteStack BlurOrNoise::apply(ByteStack frames, std::uint64_t noise_seed, int threads) const {
    if (std::holds_alternative<std::monostate>(kind)) return frames;
    if (const auto* line = std::get_if<MotionBlur>(&kind)) return blur(frames, *line, threads);
    if (const auto* median = std::get_if<MedianBlur>(&kind)) return blur(frames, *median, threads);
    if (const auto* gaussian = std::get_if<GaussianBlur>(&kind)) return blur(frames, *gaussian, threads);
    return add_noise(std::move(frames), std::get<GaussNoise>(kind), noise_seed, threads);
}

Point BlurOrNoise::move(Point point_px, FrameSize /*size*/) const {
    const auto* line = std::get_if<MotionBlur>(&kind);
    return line ? motion_blur_point(point_px, *line) : point_px;
}

std::vector<Example<BlurOrNoise>> BlurOrNoise::examples(const Settings& settings, Random& random,
                                                        FrameSize /*size*/) {
    return {{"motion blur", {draw_motion_blur(random)}},
            {"median blur", {MedianBlur{}}},
            {"Gaussian blur", {GaussianBlur{}}},
            {"Gaussian noise", {GaussNoise{settings.noise_variance_high}}}};
}

}  // namespace lumbar
