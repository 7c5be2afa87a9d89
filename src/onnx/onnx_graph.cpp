#include "onnx/onnx_graph.h"

namespace lumbar {
namespace {

using onnx_schema::AttributeProto;
using onnx_schema::TensorProto;

void set(AttributeProto& to, std::int64_t number) {
    to.set_type(AttributeProto::INT);
    to.set_i(number);
}

void set(AttributeProto& to, const std::vector<std::int64_t>& numbers) {
    to.set_type(AttributeProto::INTS);
    to.mutable_ints()->Add(numbers.begin(), numbers.end());
}

void set(AttributeProto& to, const std::string& text) {
    to.set_type(AttributeProto::STRING);
    to.set_s(text);
}

void describe(onnx_schema::ValueInfoProto& value, const std::string& name, TensorProto::DataType type,
              const std::vector<std::int64_t>& shape) {
    value.set_name(name);
    auto& tensor = *value.mutable_type()->mutable_tensor_type();
    tensor.set_elem_type(type);
    tensor.mutable_shape()->add_dim()->set_dim_param("batch");
    for (const std::int64_t size : shape) tensor.mutable_shape()->add_dim()->set_dim_value(size);
}

}  // namespace

std::string OnnxGraph::add_input(const std::string& name, TensorProto::DataType type,
                                 const std::vector<std::int64_t>& shape) {
    describe(*graph_.add_input(), name, type, shape);
    return name;
}

void OnnxGraph::add_output(const std::string& value, const std::vector<std::int64_t>& shape) {
    describe(*graph_.add_output(), value, TensorProto::FLOAT, shape);
}

std::string OnnxGraph::add(const std::string& name, const OnnxOperator& operation,
                           const std::vector<std::string>& inputs) {
    auto& node = *graph_.add_node();
    node.set_name(name);
    node.set_op_type(operation.type);
    for (const std::string& input : inputs) node.add_input(input);
    node.add_output(name);
    for (const auto& [key, value] : operation.attributes) {
        AttributeProto& attribute = *node.add_attribute();
        attribute.set_name(key);
        std::visit([&](const auto& held) { set(attribute, held); }, value);
    }
    return name;
}

std::string OnnxGraph::add_numbers(const std::string& name, const torch::Tensor& numbers) {
    const auto values = numbers.detach().to(torch::kCPU, torch::kFloat32).contiguous();
    TensorProto& tensor = *graph_.add_initializer();
    tensor.set_name(name);
    tensor.set_data_type(TensorProto::FLOAT);
    for (const std::int64_t size : values.sizes()) tensor.add_dims(size);
    tensor.set_raw_data(values.data_ptr<float>(), values.nbytes());
    return name;
}

std::string OnnxGraph::add_integers(const std::string& name, const std::vector<std::int64_t>& numbers) {
    TensorProto& tensor = *graph_.add_initializer();
    tensor.set_name(name);
    tensor.set_data_type(TensorProto::INT64);
    tensor.add_dims(static_cast<std::int64_t>(numbers.size()));
    tensor.set_raw_data(numbers.data(), numbers.size() * sizeof(std::int64_t));
    return name;
}

}  // namespace lumbar
