// What the environment asks of the software GPU.
//
//   SOFT_GPU_COUNT=1                number of devices
//   SOFT_GPU_COMPUTE=75             compute capability
//   SOFT_GPU_MEMORY_MB=1024         memory of a device
//   SOFT_GPU_DRIVER_VERSION=12080   newest CUDA that the driver supports; it bounds the PTX version
//   SOFT_GPU_REPORT=FILE            counts of each kernel, written as CSV after every launch (report.h)
//   SOFT_GPU_TROUBLE=KIND[:N]       a failure on purpose, at the Nth launch (1) or allocation (memory-full):
//     no-device, slow-start         cuInit fails, or never returns
//     crash, hang                   the process dies, or the launch never ends
//     fault                         the kernel reads a wrong address
//     memory-full                   no allocation succeeds from the Nth on
//     wrong                         every download has the signs of its floats turned
//     gone                          the device falls off the bus: every call fails from then on
#pragma once

#include <string>

namespace ptx {

int setting(const char* name, int otherwise);

struct Trouble {
    std::string kind;  // empty: none
    int at = 1;
};
Trouble trouble_setting();

// The newest PTX version that a driver for this CUDA version compiles: 12080 -> 87.
int newest_ptx(int cuda_version);

}  // namespace ptx
