// Builds an ONNX graph node by node, with the numbers that the nodes take.
// https://github.com/onnx/onnx/blob/main/docs/Operators.md describes each operator.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "onnx_schema.pb.h"

namespace lumbar {

using OnnxAttribute = std::variant<std::int64_t, std::vector<std::int64_t>, std::string>;

struct OnnxOperator {
    const char* type;  // "Conv"
    std::vector<std::pair<const char*, OnnxAttribute>> attributes{};
};

// Every value has a name, by which later nodes take it.  A net's own names are used for its layers, so that
// a viewer shows where each node comes from.
class OnnxGraph {
  public:
    // Fills `graph`, which outlives this object.
    explicit OnnxGraph(onnx_schema::GraphProto& graph) : graph_(graph) {}

    // The first dimension of inputs and outputs is the batch, which may have any size.  `shape` is the rest.
    std::string add_input(const std::string& name, onnx_schema::TensorProto::DataType type,
                          const std::vector<std::int64_t>& shape);
    // `value` is the name of a float32 value, and becomes the output's.
    void add_output(const std::string& value, const std::vector<std::int64_t>& shape);

    // A node called `name` with one output, which has the same name.  Returns the name.
    std::string add(const std::string& name, const OnnxOperator& operation,
                    const std::vector<std::string>& inputs);

    // Numbers of the file: float32 of any floating-point tensor, any shape, or integers [N].
    std::string add_numbers(const std::string& name, const torch::Tensor& numbers);
    std::string add_integers(const std::string& name, const std::vector<std::int64_t>& numbers);

  private:
    onnx_schema::GraphProto& graph_;
};

}  // namespace lumbar
