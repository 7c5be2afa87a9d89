#include "nn/autocast.h"

#include <ATen/autocast_mode.h>
#include <torch/version.h>

#include <string>

#include "base/cpu_isa.h"
#include "base/error.h"

namespace lumbar {
namespace {

#if TORCH_VERSION_MAJOR > 2 || (TORCH_VERSION_MAJOR == 2 && TORCH_VERSION_MINOR >= 4)

using at::autocast::get_autocast_dtype;
using at::autocast::is_autocast_enabled;
using at::autocast::set_autocast_dtype;
using at::autocast::set_autocast_enabled;

#else  // each kind of device has functions of its own

bool is_autocast_enabled(torch::DeviceType device) {
    return device == torch::kCUDA ? at::autocast::is_enabled() : at::autocast::is_cpu_enabled();
}

void set_autocast_enabled(torch::DeviceType device, bool enabled) {
    device == torch::kCUDA ? at::autocast::set_enabled(enabled) : at::autocast::set_cpu_enabled(enabled);
}

torch::ScalarType get_autocast_dtype(torch::DeviceType device) {
    return device == torch::kCUDA ? at::autocast::get_autocast_gpu_dtype()
                                  : at::autocast::get_autocast_cpu_dtype();
}

void set_autocast_dtype(torch::DeviceType device, torch::ScalarType type) {
    device == torch::kCUDA ? at::autocast::set_autocast_gpu_dtype(type)
                           : at::autocast::set_autocast_cpu_dtype(type);
}

#endif

}  // namespace

bool multiplies_bfloat16() {
    return at::hasMKLDNN() && cpu_isa() >= CpuIsa::avx512_bf16;
}

bool has_fast_bfloat16() {
    return multiplies_bfloat16() && bfloat16_is_faster(cpu_isa(), cpu_vendor());
}

torch::ScalarType choose_precision(Precision request, const torch::Device& device) {
    switch (request) {
        case Precision::automatic:
            if (device.is_cuda()) return torch::kHalf;
            return has_fast_bfloat16() ? torch::kBFloat16 : torch::kFloat;
        case Precision::fp32:
            return torch::kFloat;
        case Precision::bf16:
            return torch::kBFloat16;
        case Precision::fp16:
            break;
    }
    if (device.is_cuda()) return torch::kHalf;
    throw Error({"fp16 needs a GPU", "--precision", "auto, fp32 or bf16 on " + device.str(),
                 std::string(name_of(kPrecisionNames, request))},
                ExitCode::usage);
}

torch::ScalarType autocast_type(const torch::Device& device) {
    return is_autocast_enabled(device.type()) ? get_autocast_dtype(device.type()) : torch::kFloat;
}

Autocast::Autocast(const torch::Device& device, torch::ScalarType type)
    : device_(device.type()),
      was_enabled_(is_autocast_enabled(device_)),
      previous_type_(get_autocast_dtype(device_)) {
    at::autocast::increment_nesting();
    // The type first: Torch may refuse it, and then the scope must not stay open.
    try {
        if (type != torch::kFloat) set_autocast_dtype(device_, type);
        set_autocast_enabled(device_, type != torch::kFloat);
    } catch (...) {
        at::autocast::decrement_nesting();
        throw;
    }
}

Autocast::~Autocast() {
    if (at::autocast::decrement_nesting() == 0) at::autocast::clear_cache();
    set_autocast_enabled(device_, was_enabled_);
    set_autocast_dtype(device_, previous_type_);
}

}  // namespace lumbar
