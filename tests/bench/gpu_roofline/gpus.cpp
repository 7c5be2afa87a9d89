#include "gpu_roofline/gpus.h"

#include <array>
#include <span>
#include <stdexcept>
#include <string>

namespace lumbar::roofline {
namespace {

// T4: NVIDIA's T4 data sheet (65 TFLOPS mixed precision = 40 x 512 x 2 x 1.59 GHz, 320 GB/s, 16 GB); limits
// of a multiprocessor: CUDA C++ Programming Guide, "Technical Specifications per Compute Capability", 7.5.
// Shared memory: a 16-byte access of a warp takes 8 cycles (Yan et al. 2020, "Demystifying Tensor Cores to
// Optimize Half-Precision Matrix Multiply", table of CPI), 64 bytes a cycle.  L2: Jia et al. 2019,
// arXiv:1903.07486.
GpuSheet t4() {
    return {"t4", "T4", 75, 40, 1.59e9, 512, 512, 64, 64, 320e9, 1270e9, 16e9, 1024, 16, 65536, 64 << 10};
}

// A100 SXM, 40 GB: NVIDIA A100 white paper (312 TFLOPS = 108 x 1024 x 2 x 1.41 GHz, 1555 GB/s, L2 5120 bytes
// a cycle, of which we assume 70 %); shared memory 32 banks x 4 bytes.
GpuSheet a100() {
    return {"a100", "A100", 80, 108,   1.41e9,   1024, 1024, 128, 64, 1555e9, 0.7 * 5120 * 1.41e9,
            40e9,   2048,   32, 65536, 164 << 10};
}

// H100 SXM: NVIDIA H100 white paper (989 TFLOPS = 132 x 2048 x 2 x 1.83 GHz, 3350 GB/s).  mma.sync reaches 63
// % of that, which wgmma alone reaches: Luo et al. 2024, arXiv:2402.13499.  L2: assumed to be as fast as the
// A100's by cycle.
GpuSheet h100() {
    return {"h100", "H100", 90, 132,   1.83e9,   0.63 * 2048, 2048, 128, 128, 3350e9, 0.7 * 5120 * 1.83e9,
            80e9,   2048,   32, 65536, 228 << 10};
}

}  // namespace

std::span<const GpuSheet> gpu_sheets() {
    static const std::array<GpuSheet, 3> sheets = {t4(), a100(), h100()};
    return sheets;
}

const GpuSheet& find_sheet(const std::string& name) {
    for (const GpuSheet& sheet : gpu_sheets()) {
        if (sheet.name == name) return sheet;
    }
    throw std::invalid_argument("unknown GPU " + name + ": t4, a100 or h100");
}

}  // namespace lumbar::roofline
