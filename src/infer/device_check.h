// Checks and times every way in which this machine can compute an ensemble: what `lumbar check` prints.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "config/device_request.h"
#include "infer/backend.h"
#include "infer/self_check.h"
#include "models/registry.h"

namespace lumbar {

// A device and a format to compute in.
struct DeviceToCheck {
    std::string name;            // "CPU, float32, direct convolutions"
    bool has_own_name = false;   // which it tells when it is open: "GPU 0 (Tesla T4), float16"
    bool was_asked_for = false;  // else it may be missing
    std::function<std::shared_ptr<Backend>()> open;
};

// The CPU in float32, by direct convolutions and as predict computes, and so in bfloat16 where that is fast;
// each GPU in float32, and in float16 if it has tensor cores.  Of these, those that `request` names.
std::vector<DeviceToCheck> devices_to_check(const DeviceRequest& request, const std::vector<NetFile>& nets,
                                            int threads);

struct CheckedDevice {
    std::string name, memory{};
    std::string reason{};  // why it could not be used; then nothing below is filled in
    bool was_asked_for = false;
    double bound = 0;
    std::vector<double> differences{};  // of each net
    // Of each net, for one view of one disc (stage 1: one series): seconds, the mean over the nets of its
    // recipe, and multiplications.
    std::vector<double> view_s{};
    std::vector<std::int64_t> view_macs{};
};

CheckedDevice check_device(const DeviceToCheck& device, const SelfCheck& check);

}  // namespace lumbar
