// The GPUs that gpu_roofline counts for, as data: nothing here was measured by this project.
#pragma once

#include <span>
#include <string>

namespace lumbar::roofline {

struct GpuSheet {
    std::string name, title;
    int compute = 75;  // capability, for which the driver compiles
    int multiprocessors = 1;
    double clock_hz = 0;   // boost: a T4 at its limit of 70 W runs slower under load
    double mma_macs = 0;   // multiply-adds a cycle and multiprocessor by mma.sync, float16 with float32 sums
    double peak_macs = 0;  // the same by the fastest instruction there is
    double shared_bytes = 0;  // a cycle and multiprocessor, to or from shared memory
    double fma = 0;           // float32 lanes of a multiprocessor
    double memory_bytes_s = 0, l2_bytes_s = 0;
    double memory_bytes = 0;
    int threads = 0, blocks = 0, registers = 0, shared_size = 0;  // that a multiprocessor has room for
};

std::span<const GpuSheet> gpu_sheets();

// "t4", "a100", "h100".  Throws std::invalid_argument.
const GpuSheet& find_sheet(const std::string& name);

}  // namespace lumbar::roofline
