// Measures on this machine what `predict` can compute in several ways: each 3x3 convolution of the nets by
// every candidate algorithm, and a net of each recipe in each precision.
#pragma once

#include <torch/torch.h>

#include <string>
#include <vector>

#include "infer/tuning.h"
#include "models/registry.h"

namespace lumbar {

// One convolution of the nets' on images of one size, by one algorithm.
struct TunedConv {
    ConvKind kind;
    int side_px = 0;
    int images = 0;  // in a pass, of which every thread computes its own
    int uses = 0;    // in all nets, each counted for one pass of its recipe
    ConvChoice choice;
    double seconds = 0;     // of a pass, the fastest
    double gmac_per_s = 0;  // of all threads, counted as the plain convolution's
};

struct TunedPrecision {
    std::string recipe;
    torch::ScalarType precision = torch::kFloat32;
    double seconds = 0;  // of nine views of a disc, by one net
};

struct TuningReport {
    std::vector<TunedConv> convs;
    std::vector<TunedPrecision> precisions;
    Tuning tuning;  // the fastest of all these
};

// Takes seconds to a few minutes.  Throws Error (weights) if a net is damaged.
TuningReport tune(const std::vector<NetFile>& nets, int threads);

}  // namespace lumbar
