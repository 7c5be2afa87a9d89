// libcuda.so.1 without a GPU.  Every launch and copy is done when the call returns; errors show as late as on
// a GPU.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>
#include <vector>

#include "device.h"
#include "driver_interface.h"

namespace {

using ptx::Device, ptx::setting;

constexpr int kMultiprocessors = 40;  // as a T4 has
constexpr unsigned kMaxBlockThreads = 1024, kMaxGridYz = 65535;
constexpr std::size_t kMaxStaticShared = 48 << 10,
                      kMaxShared = 64 << 10;  // without and with cuFuncSetAttribute
constexpr int kJitErrorLog = 5, kJitErrorLogBytes = 6;

struct Event {
    std::chrono::steady_clock::time_point when;
};

// All calls but the first ones begin so: one at a time, and none after an error that stays.
template <class Call>
int guarded(Call call) {
    Device& device = Device::instance();
    const std::lock_guard lock(device.mutex);
    if (const int status = device.status()) return status;
    return call(device);
}

int checked(bool holds) {
    return holds ? ptx::kSuccess : ptx::kInvalidValue;
}

void write_log(const std::string& log, unsigned options, const int* names, void** values) {
    char* buffer = nullptr;
    std::size_t bytes = 0;
    for (unsigned n = 0; n < options; ++n) {
        if (names[n] == kJitErrorLog) buffer = static_cast<char*>(values[n]);
        if (names[n] == kJitErrorLogBytes) bytes = reinterpret_cast<std::size_t>(values[n]);
    }
    if (buffer && bytes) std::snprintf(buffer, bytes, "%s", log.c_str());
}

// The parameters as one buffer: {1, buffer, 2, &bytes, 0}.
bool read_parameters(void** extra, std::vector<char>& parameters) {
    const char* buffer = nullptr;
    const std::size_t* bytes = nullptr;
    for (; extra && *extra; extra += 2) {
        if (*extra == reinterpret_cast<void*>(1))
            buffer = static_cast<const char*>(extra[1]);
        else if (*extra == reinterpret_cast<void*>(2))
            bytes = static_cast<const std::size_t*>(extra[1]);
        else
            return false;
    }
    if (!buffer || !bytes) return false;
    parameters.assign(buffer, buffer + *bytes);
    return true;
}

int attribute_value(int attribute) {
    const int compute = setting("SOFT_GPU_COMPUTE", 75);
    switch (attribute) {
        case 1:
            return kMaxBlockThreads;
        case 8:
            return kMaxStaticShared;
        case 10:
            return ptx::kLanes;
        case 16:
            return setting("SOFT_GPU_MULTIPROCESSORS", kMultiprocessors);
        case 75:
            return compute / 10;
        case 76:
            return compute % 10;
        case 97:
            return kMaxShared;
        default:
            return 0;
    }
}

}  // namespace

extern "C" {

CUresult cuInit(unsigned) {
    const std::string trouble = ptx::trouble_setting().kind;
    while (trouble == "slow-start") pause();
    return trouble == "no-device" ? ptx::kNoDevice : ptx::kSuccess;
}
CUresult cuDriverGetVersion(int* version) {
    *version = setting("SOFT_GPU_DRIVER_VERSION", 12080);
    return ptx::kSuccess;
}
CUresult cuDeviceGetCount(int* count) {
    *count = setting("SOFT_GPU_COUNT", 1);
    return ptx::kSuccess;
}
CUresult cuDeviceGet(CUdevice* device, int ordinal) {
    if (ordinal < 0 || ordinal >= setting("SOFT_GPU_COUNT", 1)) return ptx::kInvalidDevice;
    *device = ordinal;
    return ptx::kSuccess;
}
CUresult cuDeviceGetName(char* name, int bytes, CUdevice device) {
    std::snprintf(name, static_cast<std::size_t>(bytes), "Soft GPU %d", device);
    return ptx::kSuccess;
}
CUresult cuDeviceTotalMem_v2(std::size_t* bytes, CUdevice) {
    *bytes = Device::instance().memory.capacity();
    return ptx::kSuccess;
}
CUresult cuDeviceGetAttribute(int* value, int attribute, CUdevice) {
    *value = attribute_value(attribute);
    return ptx::kSuccess;
}
CUresult cuDevicePrimaryCtxRetain(CUcontext* context, CUdevice) {
    return guarded([&](Device& device) {
        *context = reinterpret_cast<CUcontext>(&device);
        return ptx::kSuccess;
    });
}
CUresult cuDevicePrimaryCtxRelease_v2(CUdevice) {
    return ptx::kSuccess;
}
CUresult cuCtxSetCurrent(CUcontext) {
    return guarded([](Device&) { return ptx::kSuccess; });
}
CUresult cuCtxSynchronize() {
    return guarded([](Device&) { return ptx::kSuccess; });
}
CUresult cuGetErrorName(CUresult code, const char** name) {
    *name = ptx::error_name(code);
    return checked(*name != nullptr);
}
CUresult cuGetErrorString(CUresult code, const char** text) {
    return cuGetErrorName(code, text);
}

CUresult cuModuleLoadDataEx(CUmodule* module, const void* image, unsigned options, int* names,
                            void** values) {
    return guarded([&](Device& device) {
        std::string log;
        const int status =
            device.load(static_cast<const char*>(image), reinterpret_cast<ptx::Module**>(module), log);
        if (!log.empty()) write_log(log, options, names, values);
        return status;
    });
}
CUresult cuModuleUnload(CUmodule module) {
    return guarded([&](Device& device) { return device.unload(reinterpret_cast<ptx::Module*>(module)); });
}
CUresult cuModuleGetFunction(CUfunction* function, CUmodule module, const char* name) {
    return guarded([&](Device&) -> int {
        auto& kernels = reinterpret_cast<ptx::Module*>(module)->kernels;
        const auto found = kernels.find(name);
        if (found == kernels.end()) return ptx::kNotFound;
        *function = reinterpret_cast<CUfunction>(&found->second);
        return ptx::kSuccess;
    });
}
CUresult cuFuncSetAttribute(CUfunction, int, int value) {
    return guarded(
        [=](Device&) { return checked(value >= 0 && static_cast<std::size_t>(value) <= kMaxShared); });
}
CUresult cuFuncGetAttribute(int* value, int, CUfunction) {
    *value = 0;
    return ptx::kNotSupported;
}

CUresult cuMemAlloc_v2(CUdeviceptr* address, std::size_t bytes) {
    return guarded([&](Device& device) -> int {
        if (bytes == 0) return ptx::kInvalidValue;
        if (const int status = device.before_allocation()) return status;
        *address = device.memory.allocate(bytes);
        return *address ? ptx::kSuccess : ptx::kOutOfMemory;
    });
}
CUresult cuMemFree_v2(CUdeviceptr address) {
    return guarded([=](Device& device) { return checked(address == 0 || device.memory.free(address)); });
}
CUresult cuMemGetInfo_v2(std::size_t* available, std::size_t* total) {
    return guarded([=](Device& device) {
        *available = device.memory.available();
        *total = device.memory.capacity();
        return ptx::kSuccess;
    });
}
CUresult cuMemsetD8Async(CUdeviceptr address, unsigned char value, std::size_t bytes, CUstream) {
    return guarded([=](Device& device) { return checked(device.memory.fill(address, value, bytes)); });
}
CUresult cuMemcpyHtoDAsync_v2(CUdeviceptr to, const void* from, std::size_t bytes, CUstream) {
    return guarded([=](Device& device) { return checked(device.memory.write(to, from, bytes)); });
}
CUresult cuMemcpyDtoHAsync_v2(void* to, CUdeviceptr from, std::size_t bytes, CUstream) {
    return guarded([=](Device& device) { return device.download(to, from, bytes); });
}
CUresult cuMemcpyDtoDAsync_v2(CUdeviceptr to, CUdeviceptr from, std::size_t bytes, CUstream) {
    return guarded([=](Device& device) {
        std::vector<char> copy(bytes);
        return checked(device.memory.read(copy.data(), from, bytes) &&
                       device.memory.write(to, copy.data(), bytes));
    });
}
// Refused, as some machines do: copies must work without.
CUresult cuMemHostRegister_v2(void*, std::size_t, unsigned) {
    return ptx::kNotSupported;
}
CUresult cuMemHostUnregister(void*) {
    return ptx::kNotSupported;
}

CUresult cuStreamCreate(CUstream* stream, unsigned) {
    return guarded([=](Device& device) {
        *stream = reinterpret_cast<CUstream>(&device);
        return ptx::kSuccess;
    });
}
CUresult cuStreamDestroy_v2(CUstream) {
    return ptx::kSuccess;
}
CUresult cuStreamSynchronize(CUstream) {
    return cuCtxSynchronize();
}
CUresult cuStreamQuery(CUstream) {
    return cuCtxSynchronize();
}

CUresult cuEventCreate(CUevent* event, unsigned) {
    *event = reinterpret_cast<CUevent>(new Event());
    return ptx::kSuccess;
}
CUresult cuEventRecord(CUevent event, CUstream) {
    reinterpret_cast<Event*>(event)->when = std::chrono::steady_clock::now();
    return cuCtxSynchronize();
}
CUresult cuEventQuery(CUevent) {
    return cuCtxSynchronize();
}
CUresult cuEventSynchronize(CUevent) {
    return cuCtxSynchronize();
}
CUresult cuEventElapsedTime(float* milliseconds, CUevent first, CUevent second) {
    const auto passed = reinterpret_cast<Event*>(second)->when - reinterpret_cast<Event*>(first)->when;
    *milliseconds = std::chrono::duration<float, std::milli>(passed).count();
    return cuCtxSynchronize();
}
CUresult cuEventDestroy_v2(CUevent event) {
    delete reinterpret_cast<Event*>(event);
    return ptx::kSuccess;
}

CUresult cuLaunchKernel(CUfunction function, unsigned grid_x, unsigned grid_y, unsigned grid_z,
                        unsigned block_x, unsigned block_y, unsigned block_z, unsigned shared_bytes, CUstream,
                        void**, void** extra) {
    return guarded([&](Device& device) -> int {
        const auto& kernel = *reinterpret_cast<const ptx::Kernel*>(function);
        ptx::Launch launch{{grid_x, grid_y, grid_z}, {block_x, block_y, block_z}, {}, shared_bytes};
        const std::size_t threads = std::size_t{block_x} * block_y * block_z;
        const bool has_grid = grid_x && grid_y && grid_z && grid_y <= kMaxGridYz && grid_z <= kMaxGridYz;
        if (!has_grid || threads == 0 || threads > kMaxBlockThreads || block_z > 64)
            return ptx::kInvalidValue;
        if (!read_parameters(extra, launch.parameters)) return ptx::kInvalidValue;
        if (launch.parameters.size() != kernel.parameter_bytes) return ptx::kInvalidValue;
        if (threads > kernel.max_threads) return ptx::kOutOfResources;
        if (kernel.shared_bytes + shared_bytes > kMaxShared) return ptx::kOutOfResources;
        return device.launch(kernel, launch);
    });
}

}  // extern "C"
