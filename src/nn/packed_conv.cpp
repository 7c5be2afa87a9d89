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

// Images [N,C,H,W], channels last, as one image [1,C,N*H,W], without a copy.
torch::Tensor as_one_image(const torch::Tensor& images) {
    return images.permute({0, 2, 3, 1}).flatten(0, 1).unsqueeze(0).permute({0, 3, 1, 2});
}

// And back: [1,C,N*H,W] -> [N,C,H,W]
torch::Tensor as_images(const torch::Tensor& image, std::int64_t count) {
    return image.permute({0, 2, 3, 1}).squeeze(0).unflatten(0, {count, -1}).permute({0, 3, 1, 2});
}

}  // namespace

PackedConv::PackedConv(const torch::Tensor& weight, torch::Tensor bias, const FusedConvOptions& options)
    : weight_(weight.contiguous(torch::MemoryFormat::ChannelsLast)),
      bias_(std::move(bias)),
      options_(options),
      is_pointwise_(weight.size(2) == 1 && weight.size(3) == 1 && options.stride == 1 &&
                    options.padding == 0 && options.groups == 1) {}

bool PackedConv::is_fast_on_cpu() {
    return fused_convolution() && weight_packing();
}

bool PackedConv::has_bfloat16_on_cpu() {
    return !is_fast_on_cpu() || cpu_isa() >= CpuIsa::avx512;
}

torch::Tensor PackedConv::forward(const torch::Tensor& x) {
    const auto images = x.to(bias_.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
    const std::vector<std::int64_t> stride(2, options_.stride), padding(2, options_.padding), dilation(2, 1);
    if (!images.is_cpu() || !is_fast_on_cpu()) {
        auto y = torch::conv2d(images, weight_, bias_, stride, padding, dilation, options_.groups)
                     .contiguous(torch::MemoryFormat::ChannelsLast);  // images of one pixel have lost it
        return options_.relu ? y.relu_() : y;
    }
    // oneDNN multiplies an image at a time: of 3x3 pixels they would leave its vectors and AMX's tiles nearly
    // empty.
    const auto input = is_pointwise_ ? as_one_image(images) : images;
    // The best layout depends on the size of the input; with another size it is right, too.
    std::call_once(packed_, [&] {
        torch::jit::Stack arguments{weight_, padding, stride, dilation, options_.groups};
        if (weight_packing()->schema().arguments().size() > arguments.size()) {
            arguments.emplace_back(input.sizes());
        }
        weight_ = call(*weight_packing(), std::move(arguments));
    });
    const c10::List<c10::optional<at::Scalar>> no_scalars;
    const auto y =
        call(*fused_convolution(), {input, weight_, bias_, padding, stride, dilation, options_.groups,
                                    options_.relu ? "relu" : "none", no_scalars, c10::IValue()});
    return is_pointwise_ ? as_images(y, images.size(0)) : y;
}

}  // namespace lumbar
