// Where predict shall compute, as --device says it.
#pragma once

#include <string>
#include <vector>

#include "base/enum_names.h"

namespace lumbar {

struct DeviceRequest {
    enum class Kind { automatic, cpu, gpu };
    Kind kind = Kind::automatic;
    std::vector<int> gpus;  // of kind gpu: their numbers; empty: every GPU there is
    bool operator==(const DeviceRequest&) const = default;
};

inline constexpr EnumNames<DeviceRequest::Kind, 3> kDeviceKindNames = {
    {{DeviceRequest::Kind::automatic, "auto"},
     {DeviceRequest::Kind::cpu, "cpu"},
     {DeviceRequest::Kind::gpu, "gpu"}}};

// "auto", "cpu", "gpu" or "gpu:0,gpu:1"
std::string device_request_name(const DeviceRequest& request);

// "auto", "cpu", "gpu" or "gpu:N,gpu:M"; "cuda" is another word for "gpu".  Throws Error (usage) for other
// words, and for a GPU that is named twice.
DeviceRequest parse_device_request(const std::string& text);

}  // namespace lumbar
