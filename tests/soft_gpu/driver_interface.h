// The functions of NVIDIA's driver that this library offers, as cuda.h 12 declares them.
//
// Written down anew and not taken from the worker's header: a slip there would then show as a call that
// fails.
#pragma once

#include <cstddef>

extern "C" {

using CUresult = int;
using CUdevice = int;
using CUdeviceptr = unsigned long long;
using CUcontext = struct CUctx_st*;
using CUmodule = struct CUmod_st*;
using CUfunction = struct CUfunc_st*;
using CUstream = struct CUstream_st*;
using CUevent = struct CUevent_st*;

// NOLINTBEGIN(readability-identifier-naming): CUDA's names
#define PTX_DRIVER_CALL [[gnu::visibility("default")]] CUresult

PTX_DRIVER_CALL cuInit(unsigned flags);
PTX_DRIVER_CALL cuDriverGetVersion(int* version);
PTX_DRIVER_CALL cuDeviceGetCount(int* count);
PTX_DRIVER_CALL cuDeviceGet(CUdevice* device, int ordinal);
PTX_DRIVER_CALL cuDeviceGetName(char* name, int bytes, CUdevice device);
PTX_DRIVER_CALL cuDeviceTotalMem_v2(std::size_t* bytes, CUdevice device);
PTX_DRIVER_CALL cuDeviceGetAttribute(int* value, int attribute, CUdevice device);
PTX_DRIVER_CALL cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice device);
PTX_DRIVER_CALL cuDevicePrimaryCtxRelease_v2(CUdevice device);
PTX_DRIVER_CALL cuCtxSetCurrent(CUcontext context);
PTX_DRIVER_CALL cuCtxSynchronize();
PTX_DRIVER_CALL cuGetErrorName(CUresult code, const char** name);
PTX_DRIVER_CALL cuGetErrorString(CUresult code, const char** text);

PTX_DRIVER_CALL cuModuleLoadDataEx(CUmodule* module, const void* image, unsigned options, int* names,
                                   void** values);
PTX_DRIVER_CALL cuModuleUnload(CUmodule module);
PTX_DRIVER_CALL cuModuleGetFunction(CUfunction* function, CUmodule module, const char* name);
PTX_DRIVER_CALL cuFuncSetAttribute(CUfunction function, int attribute, int value);
PTX_DRIVER_CALL cuFuncGetAttribute(int* value, int attribute, CUfunction function);

PTX_DRIVER_CALL cuMemAlloc_v2(CUdeviceptr* address, std::size_t bytes);
PTX_DRIVER_CALL cuMemFree_v2(CUdeviceptr address);
PTX_DRIVER_CALL cuMemGetInfo_v2(std::size_t* available, std::size_t* total);
PTX_DRIVER_CALL cuMemsetD8Async(CUdeviceptr address, unsigned char value, std::size_t bytes, CUstream stream);
PTX_DRIVER_CALL cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, std::size_t bytes, CUstream stream);
PTX_DRIVER_CALL cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, std::size_t bytes, CUstream stream);
PTX_DRIVER_CALL cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, std::size_t bytes, CUstream stream);
PTX_DRIVER_CALL cuMemHostRegister_v2(void* place, std::size_t bytes, unsigned flags);
PTX_DRIVER_CALL cuMemHostUnregister(void* place);

PTX_DRIVER_CALL cuStreamCreate(CUstream* stream, unsigned flags);
PTX_DRIVER_CALL cuStreamDestroy_v2(CUstream stream);
PTX_DRIVER_CALL cuStreamSynchronize(CUstream stream);
PTX_DRIVER_CALL cuStreamQuery(CUstream stream);
PTX_DRIVER_CALL cuEventCreate(CUevent* event, unsigned flags);
PTX_DRIVER_CALL cuEventRecord(CUevent event, CUstream stream);
PTX_DRIVER_CALL cuEventQuery(CUevent event);
PTX_DRIVER_CALL cuEventSynchronize(CUevent event);
PTX_DRIVER_CALL cuEventElapsedTime(float* milliseconds, CUevent first, CUevent second);
PTX_DRIVER_CALL cuEventDestroy_v2(CUevent event);

PTX_DRIVER_CALL cuLaunchKernel(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z,
                               unsigned block_x, unsigned block_y, unsigned block_z, unsigned shared_bytes,
                               CUstream stream, void** parameters, void** extra);

#undef PTX_DRIVER_CALL
// NOLINTEND(readability-identifier-naming)

}  // extern "C"
