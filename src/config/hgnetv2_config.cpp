#include "config/hgnetv2_config.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/known_names.h"

namespace lumbar {
namespace {

struct Variant {
    const char* name;
    int stem_mid, stem_out;
    std::array<std::array<int, 3>, 4> channels;  // in, mid, out
    std::array<int, 4> blocks;
    int layers;
    bool affine;
};

// timm's hgnet.py, "hgnetv2_*"; docs/pipeline.md, "Backbone: HGNetV2".
constexpr std::array<Variant, 7> kVariants = {{
    // A table, one variant a row.
    // clang-format off
    {"hgnetv2_b0", 16, 16, {{{16, 16, 64}, {64, 32, 256}, {256, 64, 512}, {512, 128, 1024}}}, {1, 1, 2, 1}, 3, true},
    {"hgnetv2_b1", 24, 32, {{{32, 32, 64}, {64, 48, 256}, {256, 96, 512}, {512, 192, 1024}}}, {1, 1, 2, 1}, 3, true},
    {"hgnetv2_b2", 24, 32, {{{32, 32, 96}, {96, 64, 384}, {384, 128, 768}, {768, 256, 1536}}}, {1, 1, 3, 1}, 4, true},
    {"hgnetv2_b3", 24, 32, {{{32, 32, 128}, {128, 64, 512}, {512, 128, 1024}, {1024, 256, 2048}}}, {1, 1, 3, 1}, 5, true},
    {"hgnetv2_b4", 32, 48, {{{48, 48, 128}, {128, 96, 512}, {512, 192, 1024}, {1024, 384, 2048}}}, {1, 1, 3, 1}, 6, false},
    {"hgnetv2_b5", 32, 64, {{{64, 64, 128}, {128, 128, 512}, {512, 256, 1024}, {1024, 512, 2048}}}, {1, 2, 5, 2}, 6, false},
    {"hgnetv2_b6", 48, 96, {{{96, 96, 192}, {192, 192, 512}, {512, 384, 1024}, {1024, 768, 2048}}}, {2, 3, 6, 3}, 6, false},
    // clang-format on
}};

HgNetV2Config config_of(const Variant& variant) {
    HgNetV2Config config;
    config.stem_mid = variant.stem_mid;
    config.stem_out = variant.stem_out;
    config.affine = variant.affine;
    for (std::size_t i = 0; i < config.stages.size(); ++i) {
        const bool light = i >= 2;
        const auto [in, mid, out] = variant.channels[i];
        config.stages[i] = {in, mid, out, variant.blocks[i], i > 0, light, light ? 5 : 3, variant.layers};
    }
    return config;
}

void scale_config(HgNetV2Config& config, const HgNetV2Scale& scale) {
    const auto channels = [&](int& count) {
        if (scale.width != 1.0)
            count = std::max(8, static_cast<int>(std::lround(count * scale.width / 8)) * 8);
    };
    const auto repeats = [&](int& count) {
        count = std::max(1, static_cast<int>(std::lround(count * scale.depth)));
    };
    channels(config.stem_mid);
    channels(config.stem_out);
    for (HgStageConfig& stage : config.stages) {
        channels(stage.in);
        channels(stage.mid);
        channels(stage.out);
        repeats(stage.blocks);
        repeats(stage.layers);
    }
    config.head_width = scale.head_width;
}

}  // namespace

int HgNetV2Config::block_count() const {
    int count = 0;
    for (const HgStageConfig& stage : stages) count += stage.blocks;
    return count;
}

HgNetV2Config hgnetv2_config(const std::string& name, const HgNetV2Scale& scale) {
    const auto in_range = [](double factor) { return factor > 0 && factor <= 8; };
    if (!in_range(scale.width) || !in_range(scale.depth) || scale.head_width < 2 ||
        scale.head_width % 2 != 0) {
        throw Error(
            {"the backbone's scale is out of range", name, "width and depth in (0, 8], an even head width"},
            ExitCode::weights);
    }
    const std::string variant_name = name.substr(0, name.find('.'));
    const auto known = names_in(kVariants, &Variant::name);
    HgNetV2Config config =
        config_of(kVariants[index_of(known, variant_name, "backbone", "", ExitCode::weights)]);
    scale_config(config, scale);
    return config;
}

}  // namespace lumbar
