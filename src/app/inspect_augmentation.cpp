#include "app/inspect_augmentation.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "app/contact_sheet.h"
#include "augment/augmentation.h"
#include "base/random.h"
#include "image/image_file.h"
#include "image/middle_frames.h"
#include "image/normalize.h"
#include "image/resize.h"

namespace lumbar {
namespace {

constexpr int kTile = 256;  // px

struct Tile {
    std::string what;
    AugmentationPlan plan{};
};

// Both signs of what has two.
std::vector<Tile> changes_alone(const AugmentationSettings& a, Random& random) {
    AugmentationPlan none;
    none.height_px = none.width_px = kTile;
    std::vector<Tile> tiles = {{"as it is", none}};
    const auto add = [&](const char* what, const auto& change) {
        tiles.push_back({what, none});
        change(tiles.back().plan);
    };
    add("brighter", [&](auto& plan) { plan.brightness_contrast.brightness = a.brightness; });
    add("darker", [&](auto& plan) { plan.brightness_contrast.brightness = -a.brightness; });
    add("more contrast", [&](auto& plan) { plan.brightness_contrast.contrast += a.contrast; });
    add("less contrast", [&](auto& plan) { plan.brightness_contrast.contrast -= a.contrast; });
    add("moved right and down",
        [&](auto& plan) { plan.shift_scale_rotate.shift_x = plan.shift_scale_rotate.shift_y = a.shift; });
    add("larger", [&](auto& plan) { plan.shift_scale_rotate.scale += a.scale; });
    add("smaller", [&](auto& plan) { plan.shift_scale_rotate.scale -= a.scale; });
    add("turned counter-clockwise", [&](auto& plan) { plan.shift_scale_rotate.angle_deg = a.rotate_deg; });
    add("turned clockwise", [&](auto& plan) { plan.shift_scale_rotate.angle_deg = -a.rotate_deg; });
    add("motion blur", [&](auto& plan) { plan.blur_or_noise = draw_motion_blur(random); });
    add("median blur", [](auto& plan) { plan.blur_or_noise = MedianBlur{}; });
    add("Gaussian blur", [](auto& plan) { plan.blur_or_noise = GaussianBlur{}; });
    add("Gaussian noise", [&](auto& plan) { plan.blur_or_noise = GaussNoise{a.noise_variance_high}; });
    add("optical distortion, barrel",
        [&](auto& plan) { plan.distortion = OpticalDistortion{a.optical_limit}; });
    add("optical distortion, pincushion",
        [&](auto& plan) { plan.distortion = OpticalDistortion{-a.optical_limit}; });
    add("grid distortion", [&](auto& plan) { plan.distortion = draw_grid_distortion(a, random); });
    add("upside down", [](auto& plan) { plan.vertical_flip = true; });
    add("coarse dropout", [&](auto& plan) {
        auto most = a;
        most.dropout_low = a.dropout_high;
        plan.dropout = draw_coarse_dropout(most, random, kTile, kTile);
    });
    return tiles;
}

std::vector<Tile> chosen_tiles(std::uint64_t seed) {
    constexpr int kPlans = 11;
    AugmentationSettings settings;
    settings.dropout_chance = settings.vertical_flip_chance = 0.5;  // as where a recipe has them
    Random random(seed);
    auto tiles = changes_alone(settings, random);
    for (int i = 1; i <= kPlans; ++i) {
        tiles.push_back({"plan " + std::to_string(i), draw_augmentation(settings, random, kTile, kTile)});
    }
    return tiles;
}

}  // namespace

void draw_augmentations(const FloatStack& frames, std::uint64_t seed, const std::filesystem::path& path) {
    constexpr int kColumns = 6;
    const auto resized = resize_antialiased(middle_frames(frames, 1).frames, kTile, kTile, 1);
    const ByteStack frame = normalize(resized, percentile_range(frames), 1);
    const auto tiles = chosen_tiles(seed);
    ByteStack seen(static_cast<int>(tiles.size()), kTile, kTile);
    std::vector<std::string> captions;
    std::printf("augmentations    %s\n", path.c_str());
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const int place = static_cast<int>(i);
        const ByteStack tile = augment(frame, tiles[i].plan, derive_seed(seed, i), 1);
        std::copy_n(tile.frame(0), tile.frame_size(), seen.frame(place));
        captions.push_back(tiles[i].what);
        std::printf("  row %d, column %d  %s\n", place / kColumns + 1, place % kColumns + 1,
                    tiles[i].what.c_str());
    }
    write_png(path, contact_sheet(seen, captions, kColumns));
}

}  // namespace lumbar
