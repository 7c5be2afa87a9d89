// The three nets, whole, with padded frames masked out.
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "files/json.h"
#include "models/grading_net.h"
#include "models/keypoint_net.h"
#include "support/files.h"
#include "support/golden.h"
#include "support/synthetic_net.h"
#include "weight_files/state_dict.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

GradingNetConfig one_head(const char* backbone) {
    return {hgnetv2_config(backbone), PoolKind::attention_lstm, {2}};
}
GradingNetConfig three_heads(const char* backbone) {
    return {hgnetv2_config(backbone), PoolKind::attention_lstm, {1, 2, 2}};
}

template <class Net>
void check_output(Net net, const std::string& name) {
    const torch::NoGradGuard no_grad;
    const Golden golden("nets.safetensors");
    fill_synthetic(*net, "0/" + name);
    net->eval();
    const auto output = net->forward(golden_tensor(golden, name + ".input"),
                                     golden_tensor(golden, name + ".mask", torch::kBool));
    const auto expected = golden_tensor(golden, name + ".output");
    const double difference = relative_difference(output.reshape(expected.sizes()), expected);
    BOOST_TEST_MESSAGE(name << " differs by " << difference);
    BOOST_TEST(difference < 1e-4);
}

// Every name and shape, none more; num_batches_tracked is a scalar.
void check_names(const torch::nn::Module& net, const std::string& name) {
    const Json expected = read_json(test_file("golden/state_dicts.json")).at(name);
    const StateDict state = state_dict_of(net);
    BOOST_TEST(state.size() == expected.size());
    for (const auto& [key, shape] : expected.items()) {
        BOOST_REQUIRE_MESSAGE(state.contains(key), "no " << key);
        BOOST_TEST(state[key].sizes().vec() == shape.get<std::vector<std::int64_t>>());
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(nets)

BOOST_AUTO_TEST_CASE(keypoint_net_equals_the_reference) {
    check_output(KeypointNet(KeypointNetConfig{hgnetv2_config("hgnetv2_b0"), PoolKind::attention}),
                 "keypoint");
}
BOOST_AUTO_TEST_CASE(one_head_net_equals_the_reference) {
    check_output(GradingNet(one_head("hgnetv2_b0")), "one_head");
}
BOOST_AUTO_TEST_CASE(three_head_net_equals_the_reference) {
    check_output(GradingNet(three_heads("hgnetv2_b0")), "three_heads");
}

BOOST_AUTO_TEST_CASE(every_name_and_shape_is_the_solutions) {
    for (const auto& [backbone, suffix] : {std::pair("hgnetv2_b0", ""), std::pair("hgnetv2_b5", "_b5")}) {
        check_names(*KeypointNet(KeypointNetConfig{hgnetv2_config(backbone), PoolKind::attention}),
                    std::string("keypoint") + suffix);
        check_names(*GradingNet(one_head(backbone)), std::string("one_head") + suffix);
        check_names(*GradingNet(three_heads(backbone)), std::string("three_heads") + suffix);
    }
}

BOOST_AUTO_TEST_CASE(what_stands_in_a_masked_frame_does_not_move_the_points) {
    const torch::NoGradGuard no_grad;
    const HgNetV2Scale small{.width = 0.25, .depth = 0.34, .head_width = 32};
    KeypointNet net(KeypointNetConfig{hgnetv2_config("hgnetv2_b0", small), PoolKind::attention});
    net->eval();
    const auto mask = torch::tensor({true, true, false}).unsqueeze(0);
    auto frames = torch::rand({1, 3, 1, 32, 32});
    const auto before = net->forward(frames, mask);
    frames[0][2].fill_(1.0);
    BOOST_TEST(relative_difference(net->forward(frames, mask), before) < 1e-6);
}

BOOST_AUTO_TEST_SUITE_END()
