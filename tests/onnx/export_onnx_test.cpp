#include "onnx/export_onnx.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "files/text_file.h"
#include "models/untrained.h"
#include "onnx_schema.pb.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

using Sizes = std::vector<std::int64_t>;
using Tensors = std::map<std::string, onnx_schema::TensorProto>;

// An untrained net of each recipe, with an affine block after each activation.
struct Nets {
    TemporaryFolder folder;
    std::vector<NetFile> files;

    explicit Nets(const UntrainedSize& size = {.scale = {.width = 0.25, .depth = 0.34, .head_width = 16}}) {
        write_untrained_nets(folder.path(), solution_recipes(), 7, size);
        files = find_nets(folder.path(), solution_recipes());
    }
    const NetFile& file(const std::string& recipe) const {
        for (const NetFile& net : files) {
            if (net.recipe.name == recipe) return net;
        }
        throw std::logic_error(recipe);
    }
    onnx_schema::ModelProto exported(const NetFile& file, const StateDict& state) const {
        export_onnx(file, state, folder / "net.onnx");
        onnx_schema::ModelProto model;
        BOOST_REQUIRE(model.ParseFromString(read_text_file(folder / "net.onnx")));
        return model;
    }
    onnx_schema::ModelProto exported(const NetFile& file) const {
        return exported(file, read_state_dict(file.weights));
    }
};

Sizes sizes_of(const onnx_schema::ValueInfoProto& value) {
    Sizes sizes;
    for (const auto& dimension : value.type().tensor_type().shape().dim()) {
        sizes.push_back(dimension.has_dim_param() ? -1 : dimension.dim_value());
    }
    return sizes;
}

Sizes sizes_of(const onnx_schema::TensorProto& tensor) {
    return {tensor.dims().begin(), tensor.dims().end()};
}

Tensors tensors_of(const onnx_schema::ModelProto& model) {
    Tensors tensors;
    for (const auto& tensor : model.graph().initializer()) tensors[tensor.name()] = tensor;
    return tensors;
}

torch::Tensor values_of(const onnx_schema::TensorProto& tensor) {
    const auto* numbers = reinterpret_cast<const float*>(tensor.raw_data().data());
    const auto count = static_cast<std::int64_t>(tensor.raw_data().size() / sizeof(float));
    auto values = torch::empty({count});
    std::copy(numbers, numbers + count, values.data_ptr<float>());
    return values.reshape(sizes_of(tensor));
}

std::map<std::string, int> operators_of(const onnx_schema::ModelProto& model) {
    std::map<std::string, int> counts;
    for (const auto& node : model.graph().node()) ++counts[node.op_type()];
    return counts;
}

// Names of the numbers that no node has taken.
std::set<std::string> check_order_of_nodes(const onnx_schema::GraphProto& graph) {
    std::set<std::string> known, unused;
    for (const auto& input : graph.input()) BOOST_TEST(known.insert(input.name()).second);
    for (const auto& tensor : graph.initializer()) {
        BOOST_TEST(known.insert(tensor.name()).second, tensor.name());
        unused.insert(tensor.name());
    }
    for (const auto& node : graph.node()) {
        for (const std::string& input : node.input()) {
            BOOST_TEST(known.contains(input), node.name() << " takes " << input);
            unused.erase(input);
        }
        for (const std::string& output : node.output()) BOOST_TEST(known.insert(output).second, output);
    }
    for (const auto& output : graph.output()) BOOST_TEST(known.contains(output.name()));
    return unused;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(export_onnx_files)

BOOST_FIXTURE_TEST_CASE(every_node_takes_what_is_known_before_it_and_all_numbers_are_used, Nets) {
    for (const NetFile& net : files) {
        const auto model = exported(net);
        BOOST_TEST(model.ir_version() == 7);
        BOOST_REQUIRE(model.opset_import_size() == 1);
        BOOST_TEST(model.opset_import(0).version() == 13);
        BOOST_TEST(check_order_of_nodes(model.graph()).empty(), net.recipe.name);
        for (const auto& [name, tensor] : tensors_of(model)) {
            std::int64_t bytes = tensor.data_type() == onnx_schema::TensorProto::INT64 ? 8 : 4;
            for (const std::int64_t size : sizes_of(tensor)) bytes *= size;
            BOOST_TEST(static_cast<std::int64_t>(tensor.raw_data().size()) == bytes, name);
        }
    }
}

BOOST_FIXTURE_TEST_CASE(inputs_and_output_have_the_names_and_sizes_of_the_recipe, Nets) {
    for (const NetFile& net : files) {
        const auto model = exported(net);
        const auto& graph = model.graph();
        const std::int64_t frames = net.recipe.frames, size = net.recipe.image_size;
        BOOST_REQUIRE(graph.input_size() == 2);
        BOOST_TEST(graph.input(0).name() == "frames");
        BOOST_TEST((sizes_of(graph.input(0)) == Sizes{-1, frames, 1, size, size}));
        BOOST_TEST(graph.input(1).name() == "mask");
        BOOST_TEST((sizes_of(graph.input(1)) == Sizes{-1, frames}));
        BOOST_TEST(graph.input(1).type().tensor_type().elem_type() == onnx_schema::TensorProto::BOOL);
        BOOST_REQUIRE(graph.output_size() == 1);
        const auto conditions = static_cast<std::int64_t>(net.recipe.conditions().size());
        const bool locates = net.recipe.stage == Stage::locate;
        BOOST_TEST(graph.output(0).name() == (locates ? "points" : "logits"));
        BOOST_TEST((sizes_of(graph.output(0)) == (locates ? Sizes{-1, 20} : Sizes{-1, conditions, 3})));
    }
}

BOOST_FIXTURE_TEST_CASE(only_grading_nets_have_an_lstm_one_a_head, Nets) {
    BOOST_TEST(operators_of(exported(file("stage1_s1")))["LSTM"] == 0);
    BOOST_TEST(operators_of(exported(file("stage2_s1_fo")))["LSTM"] == 1);
    BOOST_TEST(operators_of(exported(file("stage2_s2_su")))["LSTM"] == 3);
}

BOOST_FIXTURE_TEST_CASE(the_gates_of_an_lstm_are_in_the_order_of_onnx, Nets) {
    const NetFile& net = file("stage2_s1_fo");
    const StateDict state = read_state_dict(net.weights);
    const auto tensors = tensors_of(exported(net));
    constexpr int kWidth = 16, kHidden = 8;
    BOOST_TEST((sizes_of(tensors.at("attn.rnn.W")) == Sizes{2, 4L * kHidden, kWidth}));
    BOOST_TEST((sizes_of(tensors.at("attn.rnn.R")) == Sizes{2, 4L * kHidden, kHidden}));
    BOOST_TEST((sizes_of(tensors.at("attn.rnn.B")) == Sizes{2, 8L * kHidden}));
    const auto weight = values_of(tensors.at("attn.rnn.W")), bias = values_of(tensors.at("attn.rnn.B"));
    const std::vector<int> torch_place = {0, 3, 1, 2};  // of input, output, forget, cell
    for (int gate = 0; gate < 4; ++gate) {
        const auto from = torch_place[static_cast<std::size_t>(gate)] * kHidden, to = gate * kHidden;
        BOOST_TEST(torch::equal(weight[1].narrow(0, to, kHidden),
                                state["attn.rnn.weight_ih_l0_reverse"].narrow(0, from, kHidden)));
        BOOST_TEST(torch::equal(bias[0].narrow(0, to, kHidden),
                                state["attn.rnn.bias_ih_l0"].narrow(0, from, kHidden)));
        BOOST_TEST(torch::equal(bias[0].narrow(0, 4 * kHidden + to, kHidden),
                                state["attn.rnn.bias_hh_l0"].narrow(0, from, kHidden)));
    }
}

BOOST_FIXTURE_TEST_CASE(convolutions_hold_their_norms_and_affine_blocks_follow_activations, Nets) {
    const NetFile& net = file("stage1_s2");
    const StateDict state = read_state_dict(net.weights);
    const auto model = exported(net);
    const auto tensors = tensors_of(model);
    BOOST_TEST(operators_of(model)["BatchNormalization"] == 0);
    const std::string first = "backbone.stem.stem1";
    const auto& weight = tensors.at(first + ".conv.weight");
    BOOST_TEST((sizes_of(weight) == state[first + ".conv.weight"].sizes().vec()));
    BOOST_TEST((sizes_of(tensors.at(first + ".conv.bias")) == Sizes{weight.dims(0)}));
    BOOST_TEST(!torch::equal(values_of(weight), state[first + ".conv.weight"]));
    BOOST_TEST(torch::equal(values_of(tensors.at(first + ".lab.scale")), state[first + ".lab.scale"]));
}

BOOST_AUTO_TEST_CASE(variants_without_affine_blocks_have_no_nodes_for_them) {
    const Nets nets({.backbone = "hgnetv2_b5", .scale = {.width = 0.25, .depth = 0.34, .head_width = 16}});
    const auto model = nets.exported(nets.file("stage1_s1"));
    BOOST_TEST(check_order_of_nodes(model.graph()).empty());
    BOOST_TEST(operators_of(model)["Mul"] == 1);  // the attention's
}

BOOST_FIXTURE_TEST_CASE(the_file_says_which_net_it_is_and_what_its_numbers_mean, Nets) {
    const auto model = exported(file("stage2_s1_fo"));
    std::map<std::string, std::string> said;
    for (const auto& property : model.metadata_props()) {
        said[property.key()] = property.value();
    }
    BOOST_TEST(said["recipe"] == "stage2_s1_fo");
    BOOST_TEST(said["stage"] == "2");
    BOOST_TEST(said["series"] == "T1");
    BOOST_TEST(said["frames"] == "24");
    BOOST_TEST(said["image_size"] == "96");
    BOOST_TEST(said["conditions"] == "left_neural_foraminal_narrowing,right_neural_foraminal_narrowing");
    BOOST_TEST(said["classes"] == "normal_mild,moderate,severe");
    BOOST_TEST(said["untrained"] == "true");
    BOOST_TEST(!said["lumbar"].empty());
}

BOOST_FIXTURE_TEST_CASE(half_precision_weights_become_float32, Nets) {
    const NetFile& net = file("stage1_s1");
    StateDict half;
    for (const auto& [name, tensor] : read_state_dict(net.weights).pairs()) {
        half.insert(name, tensor.is_floating_point() ? tensor.to(torch::kFloat16) : tensor);
    }
    for (const auto& [name, tensor] : tensors_of(exported(net, half))) {
        BOOST_TEST((tensor.data_type() == onnx_schema::TensorProto::FLOAT ||
                    tensor.data_type() == onnx_schema::TensorProto::INT64),
                   name);
    }
}

BOOST_FIXTURE_TEST_CASE(weights_of_another_net_are_refused_and_nothing_is_written, Nets) {
    const StateDict others = read_state_dict(file("stage2_s2_su").weights);
    const auto refusal = refusal_of([&] { export_onnx(file("stage2_s1_fo"), others, folder / "bad.onnx"); },
                                    ExitCode::weights);
    BOOST_TEST(contains(refusal, "the weights do not fit the net"), refusal);
    BOOST_TEST(!std::filesystem::exists(folder / "bad.onnx"));
}

BOOST_FIXTURE_TEST_CASE(a_place_that_cannot_be_written_is_an_error_of_the_output, Nets) {
    const NetFile& net = file("stage1_s1");
    const StateDict state = read_state_dict(net.weights);
    BOOST_TEST(refusal_of([&] { export_onnx(net, state, folder / "absent/net.onnx"); }, ExitCode::output) !=
               "");
}

BOOST_AUTO_TEST_SUITE_END()
