#include "nn/packed_conv.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include <utility>
#include <vector>

#include "base/cpu_isa.h"

namespace lumbar {
namespace {

// LibTorch's fused convolutions are operators without a C++ function; none: this LibTorch does not have them.
c10::optional<c10::OperatorHandle> find_operator(const char* name) {
    return at::hasMKLDNN() ? c10::Dispatcher::singleton().findSchema({name, ""}) : c10::nullopt;
}

torch::Tensor call(const c10::OperatorHandle& op, torch::jit::Stack arguments) {
    op.callBoxed(&arguments);
    return std::move(arguments.front()).toTensor();
}

const c10::optional<c10::OperatorHandle>& fused_convolution() {
    static const auto op = find_operator("mkldnn::_convolution_pointwise");
    return op;
}

const c10::optional<c10::OperatorHandle>& weight_packing() {
    static const auto op = find_operator("mkldnn::_reorder_convolution_weight");
    return op;
}

}  // namespace

PackedConv::PackedConv(const torch::Tensor& weight, torch::Tensor bias, const FusedConvOptions& options)
    : weight_(weight.contiguous(torch::MemoryFormat::ChannelsLast)),
      bias_(std::move(bias)),
      options_(options) {}

bool PackedConv::is_fast_on_cpu() {
    return fused_convolution() && weight_packing();
}

bool PackedConv::has_bfloat16_on_cpu() {
    return !is_fast_on_cpu() || cpu_isa() >= CpuIsa::avx512;
}

torch::Tensor PackedConv::forward(const torch::Tensor& x) {
    const auto input = x.to(bias_.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
    const std::vector<std::int64_t> stride(2, options_.stride), padding(2, options_.padding), dilation(2, 1);
    if (!input.is_cpu() || !is_fast_on_cpu()) {
        auto y = torch::conv2d(input, weight_, bias_, stride, padding, dilation, options_.groups);
        return options_.relu ? y.relu_() : y;
    }
    // The best layout depends on the size of the input; with another size it is right, too.
    std::call_once(packed_, [&] {
        torch::jit::Stack arguments{weight_, padding, stride, dilation, options_.groups};
        if (weight_packing()->schema().arguments().size() > arguments.size()) {
            arguments.emplace_back(input.sizes());
        }
        weight_ = call(*weight_packing(), std::move(arguments));
    });
    const c10::List<c10::optional<at::Scalar>> no_scalars;
    return call(*fused_convolution(), {input, weight_, bias_, padding, stride, dilation, options_.groups,
                                       options_.relu ? "relu" : "none", no_scalars, c10::IValue()});
}

}  // namespace lumbar
