// Lays the nets of a weights folder out for GPUs.
#pragma once

#include <vector>

#include "gpu_nets/packed_net.h"
#include "models/registry.h"

namespace lumbar {

// What a net consists of, by its .json.
gpu::NetDescription describe_net(const NetFile& file);

// One a file, in their order; `threads` nets at a time.  `format` is the grading nets'; stage 1's are
// float32: their points decide where the crops lie, and a crop that moves by a pixel changes grades more than
// float16 does (by 0.005 against 0.001 with the nets of weights/demo).  Throws Error (weights) if a file is
// damaged or does not fit its net.
std::vector<gpu::PackedNet> pack_weights(const std::vector<NetFile>& files, gpu::PackedFormat format,
                                         int threads);

}  // namespace lumbar
