#include "weight_files/state_dict.h"

#include <boost/test/unit_test.hpp>

#include "base/error.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::string refusal(torch::nn::Module& net, const StateDict& state) {
    return test::refusal_of([&] { load_state_dict(net, state, "w.safetensors"); }, ExitCode::weights);
}

StateDict linear_state() {
    StateDict state;
    state.insert("weight", torch::ones({2, 3}));
    state.insert("bias", torch::zeros(2));
    return state;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(state_dict)

BOOST_AUTO_TEST_CASE(loads_what_fits) {
    torch::nn::Linear net(3, 2);
    BOOST_TEST(refusal(*net, linear_state()).empty());
    BOOST_TEST(net->forward(torch::ones({1, 3})).equal(torch::full({1, 2}, 3.0)));
}

BOOST_AUTO_TEST_CASE(names_missing_surplus_and_misshapen_tensors) {
    torch::nn::Linear net(3, 2);
    StateDict state;
    state.insert("weight", torch::ones({3, 2}));
    state.insert("gain", torch::zeros(2));
    BOOST_TEST(refusal(*net, state) ==
               "w.safetensors: the weights do not fit the net: missing: bias; not in the net: gain; "
               "of another shape: weight (expected [2, 3], found [3, 2])");
}

BOOST_AUTO_TEST_CASE(half_types_are_widened_to_the_nets) {
    for (const auto type : {torch::kFloat16, torch::kBFloat16}) {
        const TemporaryFolder folder;
        StateDict half;
        half.insert("weight", torch::full({2, 3}, 0.5, type));
        half.insert("bias", torch::zeros(2, type));
        write_state_dict(folder / "h.safetensors", half);
        torch::nn::Linear net(3, 2);
        load_state_dict(*net, read_state_dict(folder / "h.safetensors"), "h");
        BOOST_TEST((net->weight.scalar_type() == torch::kFloat32));
        BOOST_TEST(net->weight.equal(torch::full({2, 3}, 0.5)));
    }
}

BOOST_AUTO_TEST_CASE(float32_weights_stay_in_the_mapped_file_and_writes_do_not_reach_it) {
    const TemporaryFolder folder;
    write_state_dict(folder / "a.safetensors", linear_state());
    torch::nn::Linear net(3, 2);
    {
        const StateDict state = read_state_dict(folder / "a.safetensors");
        load_state_dict(*net, state, "a");
        BOOST_TEST(net->weight.data_ptr() == state["weight"].data_ptr());
    }
    const std::string before = read_text_file(folder / "a.safetensors");
    const torch::NoGradGuard no_grad;
    net->weight.fill_(5.0);
    BOOST_TEST(net->weight.sum().item<double>() == 30.0);
    BOOST_TEST((read_text_file(folder / "a.safetensors") == before));
}

BOOST_AUTO_TEST_CASE(an_lstm_uses_its_loaded_weights) {
    torch::nn::LSTM net(torch::nn::LSTMOptions(2, 2).bidirectional(true));
    StateDict zeros;
    for (const auto& [name, tensor] : state_dict_of(*net).pairs())
        zeros.insert(name, torch::zeros_like(tensor));
    load_state_dict(*net, zeros, "z");
    const auto output = std::get<0>(net->forward(torch::ones({3, 1, 2})));
    BOOST_TEST(output.abs().sum().item<double>() == 0.0);
}

BOOST_AUTO_TEST_CASE(every_type_survives_both_formats) {
    StateDict state;
    for (const auto type :
         {torch::kFloat64, torch::kFloat32, torch::kFloat16, torch::kBFloat16, torch::kInt64, torch::kInt32,
          torch::kInt16, torch::kInt8, torch::kUInt8, torch::kBool}) {
        state.insert(torch::toString(type), torch::ones({2, 2}, type));
    }
    const TemporaryFolder folder;
    for (const char* name : {"a.safetensors", "a.pt"}) {
        write_state_dict(folder / name, state);
        const StateDict back = read_state_dict(folder / name);
        BOOST_TEST(back.size() == state.size());
        for (const auto& [key, tensor] : state.pairs()) {
            BOOST_TEST((back[key].scalar_type() == tensor.scalar_type()));
            BOOST_TEST(back[key].equal(tensor));
        }
    }
}

BOOST_AUTO_TEST_CASE(knows_the_endings_of_training_scripts_and_names_them_where_it_does_not) {
    const TemporaryFolder folder;
    StateDict state;
    state.insert("w", torch::ones(2));
    for (const char* name : {"a.bin", "a.ckpt", "a.PT", "a.pth", "a.SafeTensors"}) {
        write_state_dict(folder / name, state);
        BOOST_TEST(read_state_dict(folder / name)["w"].equal(state["w"]));
    }
    const std::string refusal = refusal_of([&] { read_state_dict(folder / "net.onnx"); }, ExitCode::weights);
    BOOST_TEST(contains(refusal, "net.onnx"));
    BOOST_TEST(contains(refusal, ".safetensors, .pt, .pth, .bin or .ckpt"));
}

BOOST_AUTO_TEST_CASE(refuses_other_kinds_of_files) {
    BOOST_CHECK_THROW(read_state_dict("weights.onnx"), Error);
    BOOST_CHECK_THROW(read_state_dict("absent.safetensors"), Error);
    BOOST_CHECK_THROW(read_state_dict("absent.pt"), Error);
}

BOOST_AUTO_TEST_SUITE_END()
