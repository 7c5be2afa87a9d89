// The sizes of PP-HGNetV2's variants, as data.
#pragma once

#include <array>
#include <string>

namespace lumbar {

struct HgStageConfig {
    int in = 0, mid = 0, out = 0;  // channels
    int blocks = 1;
    bool downsample = false;
    bool light = false;  // pointwise then depthwise convolutions instead of full ones
    int kernel = 3;
    int layers = 1;  // convolutions in a block

    bool operator==(const HgStageConfig&) const = default;
};

struct HgNetV2Config {
    int in_channels = 1;
    int stem_mid = 16, stem_out = 16;
    std::array<HgStageConfig, 4> stages{};
    bool affine = false;    // a learnable affine block after each activation
    int head_width = 2048;  // features out
    // For training; nothing of it changes an evaluation.
    double drop_path = 0;        // chance that a sample skips the last block; it rises from 0 at the first
    double dropout = 0;          // of the features
    bool checkpointing = false;  // stages are computed twice, to save memory

    int block_count() const;
    bool operator==(const HgNetV2Config&) const = default;
};

// How a small net differs from a named one; these values change nothing.
struct HgNetV2Scale {
    double width = 1.0;  // channels, rounded to multiples of 8
    double depth = 1.0;  // blocks of a stage and layers of a block, at least one
    int head_width = 2048;

    bool operator==(const HgNetV2Scale&) const = default;
};

// "hgnetv2_b0" .. "hgnetv2_b6"; what follows a dot (timm's tag of pretrained weights) is ignored.
// Throws Error (weights) listing the names there are, or for a scale out of range.
HgNetV2Config hgnetv2_config(const std::string& name, const HgNetV2Scale& scale = {});

}  // namespace lumbar
