// Computes the logits of the grading nets of a recipe with LibTorch, in passes that suit the device.
#pragma once

#include <cstdint>

#include "infer/backend.h"
#include "infer/render_tta_views.h"
#include "models/ensemble.h"
#include "models/grading_net.h"

namespace lumbar {

// Image points in the forward passes that run at once on a CPU: what flows between the layers must stay in
// its last-level cache (BENCHMARKS.md).
inline constexpr std::int64_t kCpuPassPixels = std::int64_t{1} << 20;

struct PassOptions {
    int batch = 0;  // frames in one forward pass; 0: what suits the device
    int threads = 1;
    std::int64_t most_pixels = 0;  // in the passes that run at once on a CPU; 0: what suits it
};

// The views are brought to the ensemble's device, and the logits from there.
GradingLogits net_logits(Ensemble<GradingNet>& ensemble, const SeriesViews& shown,
                         const PassOptions& options);

}  // namespace lumbar
