#include "synth/contrast.h"

#include <algorithm>

namespace lumbar {
namespace {

struct Row {
    Tissue tissue;
    float t1, t2;
};

constexpr std::array<Row, 15> kSignals = {{
    {Tissue::air, 0.00F, 0.00F},
    {Tissue::skin, 0.45F, 0.30F},
    {Tissue::fat, 0.92F, 0.56F},
    {Tissue::muscle, 0.30F, 0.17F},
    {Tissue::ligament, 0.17F, 0.10F},
    {Tissue::cortical_bone, 0.07F, 0.05F},
    {Tissue::marrow, 0.47F, 0.33F},
    {Tissue::nucleus, 0.32F, 0.66F},
    {Tissue::dry_disc, 0.29F, 0.20F},
    {Tissue::annulus, 0.23F, 0.12F},
    {Tissue::csf, 0.16F, 1.00F},
    {Tissue::nerve, 0.35F, 0.36F},
    {Tissue::vessel, 0.05F, 0.05F},
    {Tissue::vein, 0.25F, 0.60F},
    {Tissue::bowel, 0.33F, 0.36F},
}};

constexpr double kStirShare = 0.1;

float& signal_of(Contrast& contrast, Tissue tissue) {
    return contrast.signal[static_cast<std::size_t>(tissue)];
}

void suppress_fat(Contrast& contrast) {
    signal_of(contrast, Tissue::fat) = 0.16F;
    signal_of(contrast, Tissue::marrow) = 0.17F;
    signal_of(contrast, Tissue::skin) = 0.22F;
}

}  // namespace

Contrast typical_contrast(SeriesKind kind) {
    Contrast contrast;
    for (const Row& row : kSignals) {
        signal_of(contrast, row.tissue) = kind == SeriesKind::sagittal_t1 ? row.t1 : row.t2;
    }
    return contrast;
}

Contrast draw_contrast(SeriesKind kind, Random& random) {
    Contrast contrast = typical_contrast(kind);
    if (kind == SeriesKind::sagittal_t2 && random.chance(kStirShare)) suppress_fat(contrast);
    for (float& signal : contrast.signal)
        signal *= static_cast<float>(std::clamp(random.normal(1, 0.06), 0.8, 1.2));
    // Marrow is the fattier, the older its owner: it varies most.
    signal_of(contrast, Tissue::marrow) *= static_cast<float>(random.uniform(0.85, 1.2));
    return contrast;
}

}  // namespace lumbar
