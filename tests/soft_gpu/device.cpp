#include "device.h"

#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>

namespace ptx {
namespace {

std::size_t memory_bytes() {
    return static_cast<std::size_t>(setting("SOFT_GPU_MEMORY_MB", 1024)) << 20;
}

std::string report_path() {
    const char* path = std::getenv("SOFT_GPU_REPORT");
    return path ? path : "";
}

[[noreturn]] void hang() {
    for (;;) pause();
}

}  // namespace

const char* error_name(int code) {
    switch (code) {
        case kSuccess:
            return "CUDA_SUCCESS";
        case kInvalidValue:
            return "CUDA_ERROR_INVALID_VALUE";
        case kOutOfMemory:
            return "CUDA_ERROR_OUT_OF_MEMORY";
        case kNotInitialized:
            return "CUDA_ERROR_NOT_INITIALIZED";
        case kDeviceUnavailable:
            return "CUDA_ERROR_DEVICE_UNAVAILABLE";
        case kNoDevice:
            return "CUDA_ERROR_NO_DEVICE";
        case kInvalidDevice:
            return "CUDA_ERROR_INVALID_DEVICE";
        case kInvalidContext:
            return "CUDA_ERROR_INVALID_CONTEXT";
        case kNoBinary:
            return "CUDA_ERROR_NO_BINARY_FOR_GPU";
        case kUncorrectable:
            return "CUDA_ERROR_ECC_UNCORRECTABLE";
        case kInvalidPtx:
            return "CUDA_ERROR_INVALID_PTX";
        case kUnsupportedPtx:
            return "CUDA_ERROR_UNSUPPORTED_PTX_VERSION";
        case kNotFound:
            return "CUDA_ERROR_NOT_FOUND";
        case kNotReady:
            return "CUDA_ERROR_NOT_READY";
        case kIllegalAddress:
            return "CUDA_ERROR_ILLEGAL_ADDRESS";
        case kOutOfResources:
            return "CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES";
        case kMisaligned:
            return "CUDA_ERROR_MISALIGNED_ADDRESS";
        case kLaunchFailed:
            return "CUDA_ERROR_LAUNCH_FAILED";
        case kNotSupported:
            return "CUDA_ERROR_NOT_SUPPORTED";
        default:
            return nullptr;
    }
}

Device& Device::instance() {
    static Device device;
    return device;
}

Device::Device() : memory(memory_bytes()), trouble_(trouble_setting()), report_(report_path()) {}

int Device::status() {
    return sticky_;
}

int Device::before_allocation() {
    if (sticky_) return sticky_;
    return trouble_.kind == "memory-full" && ++allocations_ >= trouble_.at ? kOutOfMemory : kSuccess;
}

int Device::before_launch() {
    if (sticky_) return sticky_;
    if (++launches_ != trouble_.at) return kSuccess;
    if (trouble_.kind == "crash") raise(SIGSEGV);
    if (trouble_.kind == "hang") hang();
    if (trouble_.kind == "gone") return sticky_ = kUncorrectable;
    if (trouble_.kind == "fault") sticky_ = kIllegalAddress;  // shows at the next call, as on a GPU
    return kSuccess;
}

int Device::download(void* to, std::uint64_t from, std::size_t bytes) {
    if (sticky_) return sticky_;
    if (!memory.read(to, from, bytes)) return kInvalidValue;
    if (trouble_.kind != "wrong") return kSuccess;
    constexpr std::size_t kFloatBytes = 4, kSignBit = 0x80;  // of the last byte
    for (std::size_t last = kFloatBytes - 1; last < bytes; last += kFloatBytes) {
        static_cast<unsigned char*>(to)[last] ^= kSignBit;
    }
    return kSuccess;
}

int Device::load(const char* text, Module** module, std::string& log) {
    if (sticky_) return sticky_;
    try {
        auto parsed = std::make_unique<Module>(parse(text, memory));
        if (parsed->version > newest_ptx(setting("SOFT_GPU_DRIVER_VERSION", 12080))) return kUnsupportedPtx;
        if (parsed->target > setting("SOFT_GPU_COMPUTE", 75)) return kNoBinary;
        *module = parsed.get();
        modules_.push_back(std::move(parsed));
        return kSuccess;
    } catch (const std::exception& error) {
        log = error.what();
        return kInvalidPtx;
    }
}

int Device::unload(Module* module) {
    const auto is_it = [module](const auto& known) { return known.get() == module; };
    return std::erase_if(modules_, is_it) ? sticky_ : static_cast<int>(kInvalidValue);
}

int Device::launch(const Kernel& kernel, const Launch& launch) {
    if (const int error = before_launch()) return error;
    if (sticky_) return kSuccess;  // this launch is the one that faults
    Launch counted = launch;
    counted.counts_banks = report_.is_wanted();
    try {
        report_.add(kernel.name, run(kernel, counted, memory));
    } catch (const Fault& fault) {
        std::fprintf(stderr, "soft GPU: %s\n", fault.what());
        sticky_ = fault.code;
    }
    return kSuccess;
}

}  // namespace ptx
