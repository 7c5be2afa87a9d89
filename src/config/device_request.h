// Where predict shall compute, as --device says it.
#pragma once

#include <string>
#include <vector>

namespace lumbar {

struct DeviceRequest {
    enum class Kind { automatic, cpu, gpu };
    Kind kind = Kind::automatic;
    std::vector<int> gpus;  // of kind gpu: their numbers; empty: every GPU there is
    bool operator==(const DeviceRequest&) const = default;
};

// "auto", "cpu", "gpu" or "gpu:N,gpu:M"; "cuda" is another word for "gpu".  Throws Error (usage) for other
// words, and for a GPU that is named twice.
DeviceRequest parse_device_request(const std::string& text);

}  // namespace lumbar
