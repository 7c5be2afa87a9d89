// How the backends of a run compute.
#pragma once

#include "config/precision.h"

namespace lumbar {

struct BackendOptions {
    Precision precision = Precision::automatic;
    int threads = 1;           // CPU threads, all backends together
    int batch = 0;             // frames in one forward pass; 0: what suits the device
    double memory_gb = 0;      // of the machine's memory, all in all; 0: no limit
    double max_series_gb = 0;  // of these, while one series is read, at most
};

}  // namespace lumbar
