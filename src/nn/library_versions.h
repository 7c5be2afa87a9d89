// The versions of the libraries that compute, and what they use of this CPU.
#pragma once

#include <string>

namespace lumbar {

std::string libtorch_version();  // "2.6.0"
std::string onednn_version();    // "3.7.1"; "none" if this LibTorch lacks it
// The instruction set that oneDNN compiles its kernels for: "avx512_core_bf16"; "unknown" if this LibTorch
// hides it.
std::string onednn_instruction_set();
std::string cpu_capability();  // "AVX512": what LibTorch's own kernels are compiled for
std::string cpu_features();    // "AVX-512 with bfloat16, 16 threads by default"

}  // namespace lumbar
