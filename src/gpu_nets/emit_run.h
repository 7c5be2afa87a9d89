// All commands of one run of a net: upload, images, layers, download.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "gpu_nets/emitter.h"
#include "gpu_nets/net_input.h"

namespace lumbar::gpu {

struct NetRun {
    CommandList list;
    // Where the floats [discs,outputs] of each head are among the bytes downloaded.
    std::vector<std::size_t> outputs;
    std::vector<std::size_t> attention;  // and the floats [discs,real]
    std::size_t scratch_bytes = 0;
};

struct RunPlace {
    Address weights = 0, scratch = 0;
    GpuKind gpu_kind;
    FindKernel find_kernel;
};

// Image points that pass through the backbone at a time; at least one image does.
NetRun emit_run(const PackedNet& net, const NetInput& input, const RunPlace& place, std::int64_t pass_pixels);

// The same in `scratch_bytes` at most: in smaller passes where those asked for do not fit, which changes no
// bit of the answer.  Throws GpuFailure if not even single images fit.
NetRun emit_run_within(std::size_t scratch_bytes, const PackedNet& net, const NetInput& input,
                       const RunPlace& place, std::int64_t pass_pixels);

}  // namespace lumbar::gpu
