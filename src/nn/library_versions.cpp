#include "nn/library_versions.h"

#include <ATen/Version.h>
#include <torch/torch.h>
#include <torch/version.h>

#include <algorithm>
#include <cctype>
#include <thread>

#include "base/cpu_isa.h"

namespace lumbar {

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

std::string cpu_features() {
    return std::string(cpu_isa_name(cpu_isa())) + ", " + std::to_string(std::thread::hardware_concurrency()) +
           " threads";
}

}  // namespace lumbar
