#include "nn/library_versions.h"

#include <ATen/Version.h>
#include <torch/torch.h>
#include <torch/version.h>

#include <regex>
#include <thread>

#include "nn/autocast.h"

namespace lumbar {

std::string libtorch_version() {
    return TORCH_VERSION;
}

std::string onednn_version() {
    const std::string text = at::get_mkldnn_version();  // "Intel(R) MKL-DNN v2.6.2 (Git Hash N/A)\n"
    std::smatch number;
    return std::regex_search(text, number, std::regex("v([0-9.]+)")) ? number[1].str() : "none";
}

std::string cpu_features() {
    return at::get_cpu_capability() + (has_fast_bfloat16() ? " with bfloat16, " : ", ") +
           std::to_string(std::thread::hardware_concurrency()) + " threads";
}

}  // namespace lumbar
