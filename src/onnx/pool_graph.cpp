#include "onnx/pool_graph.h"

#include <cstdint>
#include <limits>
#include <vector>

namespace lumbar {
namespace {

using Integers = std::vector<std::int64_t>;

// The gates of an LSTM lie in the order input, forget, cell, output in Torch and input, output, forget, cell
// in ONNX.  [4H,...] -> [4H,...]
torch::Tensor in_order_of_onnx(const torch::Tensor& gates) {
    const auto parts = gates.detach().chunk(4, 0);
    return torch::cat({parts[0], parts[3], parts[1], parts[2]}, 0);
}

class PoolGraph {
  public:
    PoolGraph(OnnxGraph& graph, const std::string& name, const StateDict& weights,
              const FrameFeatures& features)
        : graph_(graph), name_(name), weights_(weights), features_(features) {}

    std::string lstm(const std::string& x);
    std::string layer_norm(const std::string& x);
    std::string attention(const std::string& x);

  private:
    std::string number(const std::string& part, const torch::Tensor& value) {
        return graph_.add_numbers(name_ + part, value);
    }
    std::string weight(const std::string& part) { return number(part, weights_[name_ + part]); }
    // Of both directions.  -> [2,...]
    torch::Tensor gates(const std::string& part) const {
        const std::string forward = name_ + ".rnn." + part + "_l0";
        return torch::stack(
            {in_order_of_onnx(weights_[forward]), in_order_of_onnx(weights_[forward + "_reverse"])});
    }
    std::string add(const std::string& part, const OnnxOperator& operation,
                    const std::vector<std::string>& inputs) {
        return graph_.add(name_ + part, operation, inputs);
    }
    std::string linear(const std::string& part, const std::string& x);

    OnnxGraph& graph_;
    const std::string& name_;
    const StateDict& weights_;
    const FrameFeatures& features_;
};

// ONNX Runtime computes sequences that come first alone.  [N,S,C] -> [N,S,C]
std::string PoolGraph::lstm(const std::string& x) {
    const auto weight_ih = gates("weight_ih"), weight_hh = gates("weight_hh");  // [2,4H,C], [2,4H,H]
    const std::int64_t hidden = weight_hh.size(2);
    const auto sequence = add(".rnn.in", {"Transpose", {{"perm", Integers{1, 0, 2}}}}, {x});  // [S,N,C]
    const auto states =
        add(".rnn", {"LSTM", {{"direction", std::string("bidirectional")}, {"hidden_size", hidden}}},
            {sequence, number(".rnn.W", weight_ih), number(".rnn.R", weight_hh),
             number(".rnn.B", torch::cat({gates("bias_ih"), gates("bias_hh")}, 1))});  // [S,2,N,H]
    const auto turned = add(".rnn.out", {"Transpose", {{"perm", Integers{2, 0, 1, 3}}}}, {states});
    const auto shape = graph_.add_integers(name_ + ".rnn.shape", {-1, features_.frames, 2 * hidden});
    return add(".rnn.joined", {"Reshape"}, {turned, shape});
}

// mish(x) + sigmoid(x) + tanh(x), then the norm.  [N,S,C] -> [N,S,C]
std::string PoolGraph::layer_norm(const std::string& x) {
    const auto softplus = add(".mish.softplus", {"Softplus"}, {x});
    const auto mish = add(".mish", {"Mul"}, {x, add(".mish.tanh", {"Tanh"}, {softplus})});
    const auto sum = add(".sum1", {"Add"}, {mish, add(".sigmoid", {"Sigmoid"}, {x})});
    const auto mixed = add(".sum2", {"Add"}, {sum, add(".tanh", {"Tanh"}, {x})});

    // In parts, which every runtime knows: LayerNormalization came with opset 17.
    const OnnxOperator mean{"ReduceMean", {{"axes", Integers{-1}}}};
    const auto centred = add(".layer_norm.centred", {"Sub"}, {mixed, add(".layer_norm.mean", mean, {mixed})});
    const auto square =
        add(".layer_norm.square", {"Pow"}, {centred, number(".layer_norm.two", torch::full({}, 2.0))});
    const auto variance = add(".layer_norm.variance", mean, {square});
    const double epsilon = torch::nn::LayerNormOptions(Integers{1}).eps();
    const auto above_zero = add(".layer_norm.above_zero", {"Add"},
                                {variance, number(".layer_norm.epsilon", torch::full({}, epsilon))});
    const auto deviation = add(".layer_norm.deviation", {"Sqrt"}, {above_zero});
    const auto normal = add(".layer_norm.normal", {"Div"}, {centred, deviation});
    const auto scaled = add(".layer_norm.scaled", {"Mul"}, {normal, weight(".layer_norm.weight")});
    return add(".layer_norm", {"Add"}, {scaled, weight(".layer_norm.bias")});
}

// [N,S,in] -> [N,S,out]
std::string PoolGraph::linear(const std::string& part, const std::string& x) {
    const auto weights = number(part + ".weight", weights_[name_ + part + ".weight"].t());  // [in,out]
    return add(part, {"Add"}, {add(part + ".matmul", {"MatMul"}, {x, weights}), weight(part + ".bias")});
}

// [N,S,C] -> [N,C]
std::string PoolGraph::attention(const std::string& x) {
    const auto scores = linear(".attn.3", add(".attn.1", {"Tanh"}, {linear(".attn.0", x)}));  // [N,S,1]
    const auto none = number(".none", torch::full({}, -std::numeric_limits<float>::infinity()));
    const auto of_real = add(".masked", {"Where"}, {features_.real_frames, scores, none});
    const auto shares = add(".softmax", {"Softmax", {{"axis", std::int64_t{1}}}}, {of_real});
    return add(".pooled", {"ReduceSum", {{"keepdims", std::int64_t{0}}}},
               {add(".weighted", {"Mul"}, {x, shares}), graph_.add_integers(name_ + ".pooled.axes", {1})});
}

}  // namespace

std::string add_real_frames(OnnxGraph& graph, const std::string& mask) {
    return graph.add("real_frames", {"Unsqueeze"}, {mask, graph.add_integers("real_frames.axes", {-1})});
}

std::string add_pool(OnnxGraph& graph, const std::string& name, const StateDict& weights,
                     const FrameFeatures& features) {
    PoolGraph pool(graph, name, weights, features);
    const bool has_lstm = weights.contains(name + ".rnn.weight_ih_l0");
    return pool.attention(has_lstm ? pool.layer_norm(pool.lstm(features.values)) : features.values);
}

}  // namespace lumbar
