#include "gpu_roofline/kernel_registers.h"

#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>

namespace lumbar::roofline {

ResourceTable read_kernel_registers(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    ResourceTable table;
    for (std::string line; std::getline(file, line);) {
        char kernel[64];
        int compute = 0, spills = 0;
        KernelResources resources;
        const int fields = std::sscanf(line.c_str(), "%63[a-z0-9_],%d,%d,%d,%d", kernel, &compute,
                                       &resources.registers, &spills, &resources.shared_bytes);
        if (fields == 5) table[std::string(kernel) + "," + std::to_string(compute)] = resources;
    }
    return table;
}

const KernelResources& find_resources(const ResourceTable& table, const std::string& kernel, int compute) {
    const auto found = table.find(kernel + "," + std::to_string(compute));
    if (found == table.end()) throw std::out_of_range("no registers of " + kernel + ": run gpu_registers.sh");
    return found->second;
}

}  // namespace lumbar::roofline
