// The versions of the libraries that compute, and what they use of this CPU.
#pragma once

#include <string>

namespace lumbar {

std::string libtorch_version();  // "2.6.0"
std::string onednn_version();    // "3.7.1"; "none" if this LibTorch lacks it
std::string cpu_features();      // "AVX-512 with bfloat16, 16 threads"

}  // namespace lumbar
