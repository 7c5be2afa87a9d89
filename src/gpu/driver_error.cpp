#include "gpu/driver_error.h"

#include <string>

#include "gpu/gpu.h"

namespace lumbar::gpu {
namespace {

enum DriverError {
    kOutOfMemory = 2,              // CUDA_ERROR_OUT_OF_MEMORY
    kNoBinaryForGpu = 209,         // CUDA_ERROR_NO_BINARY_FOR_GPU
    kJitCompilerNotFound = 221,    // CUDA_ERROR_JIT_COMPILER_NOT_FOUND
    kUnsupportedPtxVersion = 222,  // CUDA_ERROR_UNSUPPORTED_PTX_VERSION
};

std::string explanation(int status) {
    switch (status) {
        case kOutOfMemory:
            return "the GPU has too little free memory";
        case kNoBinaryForGpu:
            return "this program has no kernels for this GPU";
        case kJitCompilerNotFound:
            return "the driver's compiler, libnvidia-ptxjitcompiler.so.1, is missing";
        case kUnsupportedPtxVersion:
            return "the driver is too old for this program's kernels (PTX)";
        default:
            return "the GPU failed";
    }
}

}  // namespace

void check_answer(const GpuAnswer& answer, std::size_t count) {
    if (answer.status == 0) return;
    const std::string text = explanation(answer.status) + ", after " + std::to_string(answer.done) + " of " +
                             std::to_string(count) + " commands: " + answer.reason + " (" +
                             std::to_string(answer.status) + ")";
    if (answer.status == kOutOfMemory) throw GpuMemoryFull(text);
    throw GpuFailure(text);
}

}  // namespace lumbar::gpu
