// The environment that the GPU worker gets: this program's own, in which the driver can cache compiled
// kernels.
#pragma once

#include <string>
#include <vector>

namespace lumbar::gpu {

// "NAME=value" each.  The driver caches in ~/.nv, or where CUDA_CACHE_PATH says; where neither can be
// written, CUDA_CACHE_PATH is set to a folder of this user in the first temporary folder that can.
std::vector<std::string> worker_environment();

// Where temporary files may be written, best first: $LUMBAR_TMP, then $TMPDIR or /tmp.
std::vector<std::string> temporary_folders();

}  // namespace lumbar::gpu
