// The software GPU behind the driver's functions: memory, modules, and the errors that stay.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "driver_settings.h"
#include "ptx.h"
#include "report.h"

namespace ptx {

enum DriverCode {
    kSuccess = 0,
    kInvalidValue = 1,
    kOutOfMemory = 2,
    kNotInitialized = 3,
    kNoDevice = 100,
    kInvalidDevice = 101,
    kDeviceUnavailable = 46,
    kInvalidContext = 201,
    kNoBinary = 209,
    kUncorrectable = 214,  // ECC
    kInvalidPtx = 218,
    kUnsupportedPtx = 222,
    kNotFound = 500,
    kNotReady = 600,
    kOutOfResources = 701,
    kNotSupported = 801,
};
const char* error_name(int code);  // null: no such code

// One for the process, whichever of the devices its context is on.
class Device {
  public:
    static Device& instance();

    // What every call begins with: the error that stays, or 0.
    int status();
    // Counts; makes the trouble that is due.  0, or the error to return.
    int before_allocation();
    int before_launch();
    int download(void* to, std::uint64_t from, std::size_t bytes);

    int load(const char* text, Module** module, std::string& log);
    int unload(Module* module);
    int launch(const Kernel& kernel, const Launch& launch);

    Memory memory;
    std::mutex mutex;  // held during each call: threads of a process share the device

  private:
    Device();

    Trouble trouble_;
    int launches_ = 0, allocations_ = 0;
    int sticky_ = 0;  // after a fault each call fails with its code
    Report report_;
    std::vector<std::unique_ptr<Module>> modules_;
};

}  // namespace ptx
