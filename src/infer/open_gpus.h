// Opens GPUs with the nets of an ensemble on each, and checks what they compute.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gpu/gpu.h"
#include "infer/backend.h"
#include "infer/backend_options.h"
#include "models/registry.h"

namespace lumbar {

// One GPU in the format that options.precision says, unchecked.  Throws Error (usage) if it does not compute
// in that format, Error (weights) if a net is damaged; gpu::NoGpu, gpu::GpuMemoryFull, gpu::GpuFailure.
std::shared_ptr<Backend> open_gpu(int index, const std::vector<NetFile>& nets, const BackendOptions& options);

struct OpenedGpus {
    std::vector<std::shared_ptr<Backend>> backends;  // those that agree with the CPU
    std::vector<std::string> reasons;                // why each of the others is not used
};

// `gpus`: their numbers; empty: all that the driver sees.  Throws Error (usage) for a precision that GPUs do
// not have, Error (weights) if a net is damaged.
OpenedGpus open_gpus(const std::vector<int>& gpus, const std::vector<NetFile>& nets,
                     const BackendOptions& options);

}  // namespace lumbar
