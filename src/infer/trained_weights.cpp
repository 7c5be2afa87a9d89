#include "infer/trained_weights.h"

#include <sstream>
#include <vector>

#include "base/error.h"
#include "nn/fused_conv.h"

namespace lumbar {
namespace {

std::vector<float> numbers_of(const torch::Tensor& tensor) {
    const auto values = tensor.to(torch::kFloat32).contiguous();
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

template <class Shape>
std::string text_of(const Shape& shape) {
    std::ostringstream text;
    text << shape;
    return text.str();
}

}  // namespace

const torch::Tensor& TrainedWeights::find(const std::string& name) {
    used_.insert(name);
    const torch::Tensor* found = state_.find(name);
    if (!found) throw Error({"the weights do not fit the net: missing: " + name, where_}, ExitCode::weights);
    return *found;
}

torch::Tensor TrainedWeights::shaped(const std::string& name, at::IntArrayRef sizes) {
    const torch::Tensor& tensor = find(name);
    if (tensor.sizes() == sizes) return tensor;
    throw Error({"the weights do not fit the net: " + name, where_, text_of(sizes), text_of(tensor.sizes())},
                ExitCode::weights);
}

gpu::FoldedConv TrainedWeights::conv(const std::string& name, const gpu::ConvShape& shape) {
    const auto weight = shaped(name + ".conv.weight", {shape.out, shape.in, shape.size, shape.size});
    const auto norm = [&](const char* part) { return shaped(name + ".bn." + part, {shape.out}); };
    used_.insert(name + ".bn.num_batches_tracked");  // which training alone reads
    const auto folded =
        fold_norm(weight, {norm("weight"), norm("bias"), norm("running_mean"), norm("running_var")});
    return {numbers_of(folded.weight), numbers_of(folded.bias)};
}

std::vector<float> TrainedWeights::tensor(const std::string& name, std::size_t elements) {
    const torch::Tensor& tensor = find(name);
    if (static_cast<std::size_t>(tensor.numel()) != elements) {
        throw Error({"the weights do not fit the net: " + name, where_, std::to_string(elements) + " numbers",
                     text_of(tensor.sizes())},
                    ExitCode::weights);
    }
    return numbers_of(tensor);
}

void TrainedWeights::check_all_used() const {
    for (const auto& [name, tensor] : state_.pairs()) {
        if (used_.count(name)) continue;
        throw Error({"the weights do not fit the net: not in the net: " + name, where_}, ExitCode::weights);
    }
}

}  // namespace lumbar
