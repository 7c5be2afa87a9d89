// Opens the devices that --device asks for, with the nets of an ensemble on each: the only place that decides
// which kind of backend computes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "config/device_request.h"
#include "infer/backend.h"
#include "infer/backend_options.h"
#include "models/registry.h"

namespace lumbar {

// At least one.  auto: every GPU that works, else the CPU, with a log line that says why.  Throws Error
// (usage) if a GPU that was asked for does not work, or for a precision that the device does not have; Error
// (weights) if a net is damaged.
std::vector<std::shared_ptr<Backend>> open_backends(const DeviceRequest& request,
                                                    const std::vector<NetFile>& nets,
                                                    const BackendOptions& options);

// The CPU, in the place of a GPU that failed; fp16, which it does not have, becomes float32.  Throws Error
// (usage) if the nets do not fit into options.memory_gb.
std::shared_ptr<Backend> open_fallback(const std::vector<NetFile>& nets, const BackendOptions& options);

}  // namespace lumbar
