#include "nn/library_versions.h"

#include <ATen/Version.h>
#include <torch/torch.h>
#include <torch/version.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "base/cpu_count.h"
#include "base/cpu_isa.h"
#include "base/printable.h"

// oneDNN's own (oneapi/dnnl/dnnl.h, dnnl_debug.h), of which LibTorch has no headers; null where LibTorch
// holds them hidden.
extern "C" {
__attribute__((weak)) int dnnl_get_effective_cpu_isa();
__attribute__((weak)) const char* dnnl_cpu_isa2str(int instruction_set);
}

namespace lumbar {

// LibTorch 1.13 has no function for it, but all have this line in their configuration.
std::string cpu_capability() {
    const std::string text = at::show_config(), key = "CPU capability usage: ";
    const std::size_t found = text.find(key);
    if (found == text.npos) return "unknown";
    return first_line(std::string_view(text).substr(found + key.size()));
}

std::string libtorch_version() {
    return TORCH_VERSION;
}

std::string onednn_version() {
    const std::string text = at::get_mkldnn_version();  // "Intel(R) MKL-DNN v2.6.2 (Git Hash N/A)\n"
    for (std::size_t v = text.find(" v"); v != text.npos; v = text.find(" v", v + 1)) {
        const auto is_of_number = [](unsigned char c) { return std::isdigit(c) != 0 || c == '.'; };
        const auto begin = text.begin() + static_cast<std::ptrdiff_t>(v) + 2;
        const auto end = std::find_if_not(begin, text.end(), is_of_number);
        if (end != begin) return {begin, end};
    }
    return "none";
}

std::string onednn_instruction_set() {
    if (!dnnl_get_effective_cpu_isa || !dnnl_cpu_isa2str) return "unknown";
    const std::string name = dnnl_cpu_isa2str(dnnl_get_effective_cpu_isa()), prefix = "cpu_isa_";
    return name.starts_with(prefix) ? name.substr(prefix.size()) : name;
}

std::string cpu_features() {
    return std::string(cpu_isa_name(cpu_isa())) + ", " + std::to_string(default_threads()) +
           " threads by default";
}

}  // namespace lumbar
