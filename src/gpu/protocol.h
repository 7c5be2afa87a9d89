// What the program and its GPU worker exchange: commands in shared memory, short messages over a socket.
//
// The worker executes commands in order and answers; it knows nothing of nets.  Read by C (worker.c) and C++.
#pragma once

#include <stdint.h>

#ifdef __cplusplus
namespace lumbar::gpu {
#endif

// Raised with every change below.  The worker is part of the executable: another number means another
// program.
enum { kProtocol = 1 };

// The worker's file descriptors.
enum { kSocketFile = 3, kSharedFile = 4 };

// Its arguments: bytes of shared memory, GPU index or kCountGpus, path of the driver library or "" for a
// search.
#define LUMBAR_GPU_COUNT "count"  // say hello with the number of GPUs, open none, and end

enum GpuOperation {
    kLoadModule = 1,  // PTX (ends with 0) at `offset`              -> result: module
    kFindKernel,      // name (ends with 0) at `offset` in `handle` -> result: function
    kAllocate,        // `bytes`                                    -> result: address on the GPU
    kFree,            // the allocation at address `handle`
    kFreeMemory,      //                                            -> result: bytes that can be allocated
    kClear,           // `bytes` from address `handle` become 0
    kUpload,          // `bytes` from `offset` to address `handle`
    kDownload,        // `bytes` from address `handle` to `offset`
    kLaunch,  // function `handle`, its one struct of `bytes` at `offset`, `grid` blocks of `block` threads
};

struct GpuCommand {  // offsets count from the start of the shared memory
    uint32_t operation, grid[3], block[3], unused;
    uint64_t handle, offset, bytes, result;
};

// To the worker: run `count` commands that lie at offset `first`.
struct GpuRequest {
    uint64_t first, count;
};

// From the worker, after the last command or the first that failed: all work on the GPU has ended.
struct GpuAnswer {
    uint64_t first, done;  // the request's `first`; commands that the driver accepted
    int32_t status;        // CUresult: 0 is success
    char reason[1020];     // ends with 0: the PTX compiler's log, the error's name
};

// The worker's first message.
struct GpuHello {
    int32_t protocol, gpus;            // gpus: how many the driver sees
    int32_t compute, multiprocessors;  // compute capability: 75 on a T4
    int32_t driver, unused;            // 12080: the driver supports CUDA 12.8
    uint64_t memory, free_memory;      // bytes
    char name[128], library[256];      // of the GPU; the driver library that was loaded
    char reason[512];                  // why no GPU can be used; empty where one can
};

#ifdef __cplusplus
}  // namespace lumbar::gpu
#endif
