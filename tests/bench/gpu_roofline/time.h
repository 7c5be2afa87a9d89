// How long a launch takes at least, by what it asks of each part of the GPU.
#pragma once

#include "gpu_roofline/gpus.h"
#include "gpu_roofline/kernel_registers.h"
#include "gpu_roofline/work.h"

namespace lumbar::roofline {

struct Time {
    int resident = 1;  // blocks of a multiprocessor at a time, by registers, shared memory and threads
    double waves = 1;  // blocks / (multiprocessors x resident)
    double tail = 1;   // average over busiest multiprocessor: what the last wave leaves idle
    double ideal = 0;  // s: the MACs at mma.sync's rate, nothing wasted
    double mma = 0, shared = 0, issue = 0, memory = 0, l2 = 0;  // s, each alone
    double latency = 0;                                         // s: what nothing hides
    double total = 0;                                           // s: the longest of them, and the latency
    const char* bound = "";
    double occupancy = 0;  // threads resident of those possible
};

Time estimate_time(const Work& work, const GpuSheet& gpu, const ResourceTable& resources);

}  // namespace lumbar::roofline
