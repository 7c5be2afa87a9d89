#include "config/device_request.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/error.h"
#include "base/split_at_commas.h"

namespace lumbar {
namespace {

constexpr int kMostGpus = 1024;

[[noreturn]] void refuse_device(const std::string& what, const std::string& found) {
    throw Error({what, "--device", "auto, cpu, gpu, or numbered GPUs: gpu:0,gpu:1", found}, ExitCode::usage);
}

// "gpu:N" -> N
std::optional<int> gpu_number(const std::string& name) {
    const std::size_t colon = name.find(':');
    const std::string word = name.substr(0, colon);
    if (colon == name.npos || (word != "gpu" && word != "cuda")) return {};
    int number = 0;
    const char* const end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data() + colon + 1, end, number);
    if (error != std::errc{} || stop != end || number < 0 || number >= kMostGpus) return {};
    return number;
}

}  // namespace

std::string device_request_name(const DeviceRequest& request) {
    if (request.gpus.empty()) return std::string(name_of(kDeviceKindNames, request.kind));
    std::string name;
    for (const int gpu : request.gpus) name += (name.empty() ? "gpu:" : ",gpu:") + std::to_string(gpu);
    return name;
}

DeviceRequest parse_device_request(const std::string& text) {
    using Kind = DeviceRequest::Kind;
    if (text == "auto") return {Kind::automatic, {}};
    if (text == "cpu") return {Kind::cpu, {}};
    if (text == "gpu" || text == "cuda") return {Kind::gpu, {}};
    DeviceRequest request{Kind::gpu, {}};
    for (const std::string& name : split_at_commas(text)) {
        const auto number = gpu_number(name);
        if (!number) refuse_device("unknown device", text);
        if (std::find(request.gpus.begin(), request.gpus.end(), *number) != request.gpus.end()) {
            refuse_device("a GPU is named twice", text);
        }
        request.gpus.push_back(*number);
    }
    if (request.gpus.empty()) refuse_device("no device", text);
    return request;
}

}  // namespace lumbar
