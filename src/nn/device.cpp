#include "nn/device.h"

#include <cmath>
#include <exception>

#include "base/error.h"
#include "base/log.h"
#include "base/printable.h"

namespace lumbar {
namespace {

// A driver can list a device that no kernel of this LibTorch runs on, so only a result counts.
// Returns the reason why it does not work, or nothing.
std::string try_device(const torch::Device& device) {
    try {
        const auto ones = torch::ones({1, 1, 8, 8}, device);
        const auto sum = torch::conv2d(ones, torch::ones({1, 1, 3, 3}, device)).sum().item<double>();
        constexpr double kExpected = 6 * 6 * 9;
        return std::abs(sum - kExpected) < 1e-3 ? "" : "a convolution on it gives wrong numbers";
    } catch (const std::exception& e) {
        return first_line(e.what());
    }
}

torch::Device parse_device(const std::string& request) {
    try {
        const torch::Device device(request);
        if (device.is_cpu() || device.is_cuda()) return device;
    } catch (const c10::Error&) {  // said below
    }
    throw Error({"unknown device", "--device", "auto, cpu, cuda or cuda:N", request}, ExitCode::usage);
}

}  // namespace

torch::Device choose_device(const std::string& request) {
    if (request == "auto") {
        if (!torch::cuda::is_available()) {
            log_info("device: CPU (no GPU that LibTorch can use)");
            return torch::kCPU;
        }
        const std::string reason = try_device(torch::kCUDA);
        log_info(reason.empty() ? "device: GPU" : "device: CPU, because the GPU does not work: " + reason);
        return reason.empty() ? torch::kCUDA : torch::kCPU;
    }
    const torch::Device device = parse_device(request);
    if (device.is_cuda()) {
        const std::string reason = torch::cuda::is_available() ? try_device(device) : "LibTorch sees no GPU";
        if (!reason.empty()) throw Error({"the device does not work", request, "", reason}, ExitCode::usage);
    }
    return device;
}

std::string own_device(const std::string& request, int gpus, int local_rank) {
    if (gpus < 2 || (request != "auto" && request != "cuda")) return request;
    return "cuda:" + std::to_string(local_rank);
}

torch::Tensor sent_to(const torch::Device& device, const torch::Tensor& values) {
    if (!device.is_cuda() || !values.is_cpu()) return values.to(device);
    return values.pin_memory().to(device, /*non_blocking=*/true);  // from other memory it would block
}

}  // namespace lumbar
