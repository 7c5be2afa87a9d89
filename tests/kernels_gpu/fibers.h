// Runs GPU kernels' own source on the CPU: every thread of a block is a fiber, which hands on to the next one
// at a barrier.  What a GPU would do at random happens in an order that is asked for, and faults are noticed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "kernels/gpu/launch.h"

namespace lumbar::fibers {

// Of the threads between two barriers; and asynchronous copies are late, early, or either.  None may matter.
enum class Order { forward, backward, shuffled };

struct Settings {
    int compute = 80;  // compute capability: which of a kernel's forms runs
    Order order = Order::forward;
};
struct Findings {
    std::vector<std::string> faults;  // each kind once
    std::int64_t shared_accesses = 0, bank_conflicts = 0;
};

// `args`: the host's struct, with the addresses of host memory.  Throws std::out_of_range for a kernel that
// there is not.
Findings run(const gpu::Launch& launch, const void* args, const Settings& settings);

// A kernel is known by its name and the lowest compute capability that it was compiled for.
using Body = void (*)(const void* args);
struct Registration {
    Registration(const std::string& name, int compute, Body body);
};

}  // namespace lumbar::fibers
