// Interprets PTX on the CPU, stricter than a GPU: the parts that tests use.
//
//   ptx::Memory memory;
//   const ptx::Module module = ptx::parse(text, memory);
//   const auto address = memory.allocate(1024);
//   ptx::run(module.kernels.at("scale_add"), {{grid}, {block}, arguments}, memory);
#pragma once

#include <string_view>
#include <vector>

#include "kernel.h"
#include "memory.h"
#include "statistics.h"

namespace ptx {

// Throws Error with the line and its text.  Variables of the module are put into the memory.
Module parse(std::string_view text, Memory& memory);

struct Launch {
    unsigned grid[3] = {1, 1, 1}, block[3] = {1, 1, 1};
    std::vector<char> parameters;
    std::size_t dynamic_shared_bytes = 0;
    bool counts_banks = false;  // costs time
    unsigned threads = 0;       // of the CPU; 0: all
};

// Throws Fault: that of the first block, in order of their numbers, which failed.
Statistics run(const Kernel& kernel, const Launch& launch, Memory& memory);

}  // namespace ptx
