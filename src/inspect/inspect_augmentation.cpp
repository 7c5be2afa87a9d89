#include "inspect/inspect_augmentation.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "augment/augmentation_plan.h"
#include "base/random.h"
#include "image/image_file.h"
#include "image/middle_frames.h"
#include "image/normalize.h"
#include "image/resize.h"
#include "inspect/contact_sheet.h"

namespace lumbar {
namespace {

constexpr int kTile = 256;  // px

struct Tile {
    std::string what;
    AugmentationPlan plan{};
};

// Each augmentation alone, then whole plans.
std::vector<Tile> chosen_tiles(std::uint64_t seed) {
    constexpr int kPlans = 11;
    constexpr FrameSize kSize{kTile, kTile};
    AugmentationSettings settings;
    settings.dropout_chance = settings.vertical_flip_chance = 0.5;  // as where a recipe has them
    Random random(seed);
    std::vector<Tile> tiles = {{"as it is", {kSize, 0, {}}}};
    for (const auto& example : Augmentations::examples(settings, random, kSize))
        tiles.push_back({example.caption, {kSize, 0, example.drawn}});
    for (int i = 1; i <= kPlans; ++i)
        tiles.push_back({"plan " + std::to_string(i), draw_augmentation(settings, random, kSize)});
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
