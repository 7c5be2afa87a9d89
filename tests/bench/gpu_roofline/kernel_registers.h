// Registers and shared memory of the compiled kernels: tests/bench/gpu_registers.csv, which gpu_registers.sh
// writes.
#pragma once

#include <map>
#include <string>

namespace lumbar::roofline {

struct KernelResources {
    int registers = 0, shared_bytes = 0;
};

// By "KERNEL,COMPUTE".  Throws std::runtime_error if the file cannot be read.
using ResourceTable = std::map<std::string, KernelResources>;
ResourceTable read_kernel_registers(const std::string& path);

// Throws std::out_of_range with the kernel's name.
const KernelResources& find_resources(const ResourceTable& table, const std::string& kernel, int compute);

}  // namespace lumbar::roofline
