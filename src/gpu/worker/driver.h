// The part of NVIDIA's driver API that the worker calls, declared as in cuda.h, which the build does not
// need.
#pragma once

#include <stddef.h>

typedef int CUdevice, CUresult;
typedef unsigned long long CUdeviceptr;
typedef void *CUcontext, *CUmodule, *CUfunction, *CUstream;

enum {
    kMultiprocessorCount = 16,  // CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT
    kComputeMajor = 75,         // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, MINOR
    kComputeMinor = 76,
    kJitErrorLog = 5,  // CU_JIT_ERROR_LOG_BUFFER, and its size
    kJitErrorLogBytes = 6,
    kStreamNonBlocking = 1,  // CU_STREAM_NON_BLOCKING: does not wait for the default stream
};
#define kLaunchParamBuffer ((void*)1)  // CU_LAUNCH_PARAM_BUFFER_POINTER, and its size
#define kLaunchParamBytes ((void*)2)

// Name in cuda.h, symbol in the library, arguments.  Symbols with _v2 take 64-bit sizes; cuda.h's macros
// choose them.
#define DRIVER_FUNCTIONS(F)                                                                                \
    F(cuInit, "cuInit", (unsigned))                                                                        \
    F(cuDriverGetVersion, "cuDriverGetVersion", (int*))                                                    \
    F(cuDeviceGetCount, "cuDeviceGetCount", (int*))                                                        \
    F(cuDeviceGet, "cuDeviceGet", (CUdevice*, int))                                                        \
    F(cuDeviceGetName, "cuDeviceGetName", (char*, int, CUdevice))                                          \
    F(cuDeviceGetAttribute, "cuDeviceGetAttribute", (int*, int, CUdevice))                                 \
    F(cuDevicePrimaryCtxRetain, "cuDevicePrimaryCtxRetain", (CUcontext*, CUdevice))                        \
    F(cuCtxSetCurrent, "cuCtxSetCurrent", (CUcontext))                                                     \
    F(cuGetErrorName, "cuGetErrorName", (CUresult, const char**))                                          \
    F(cuModuleLoadDataEx, "cuModuleLoadDataEx", (CUmodule*, const void*, unsigned, int*, void**))          \
    F(cuModuleGetFunction, "cuModuleGetFunction", (CUfunction*, CUmodule, const char*))                    \
    F(cuMemGetInfo, "cuMemGetInfo_v2", (size_t*, size_t*))                                                 \
    F(cuMemAlloc, "cuMemAlloc_v2", (CUdeviceptr*, size_t))                                                 \
    F(cuMemFree, "cuMemFree_v2", (CUdeviceptr))                                                            \
    F(cuMemHostRegister, "cuMemHostRegister_v2", (void*, size_t, unsigned))                                \
    F(cuMemcpyHtoDAsync, "cuMemcpyHtoDAsync_v2", (CUdeviceptr, const void*, size_t, CUstream))             \
    F(cuMemcpyDtoHAsync, "cuMemcpyDtoHAsync_v2", (void*, CUdeviceptr, size_t, CUstream))                   \
    F(cuMemsetD8Async, "cuMemsetD8Async", (CUdeviceptr, unsigned char, size_t, CUstream))                  \
    F(cuLaunchKernel, "cuLaunchKernel",                                                                    \
      (CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CUstream, void**, \
       void**))                                                                                            \
    F(cuStreamCreate, "cuStreamCreate", (CUstream*, unsigned))                                             \
    F(cuStreamSynchronize, "cuStreamSynchronize", (CUstream))

struct Driver {
#define FIELD(name, symbol, arguments) CUresult(*name) arguments;
    DRIVER_FUNCTIONS(FIELD)
#undef FIELD
};
