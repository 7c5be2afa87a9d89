#include "models/inference.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>

#include "models/grading_net.h"
#include "models/hgnetv2.h"
#include "models/keypoint_net.h"
#include "nn/autocast.h"
#include "nn/packed_conv.h"
#include "support/golden.h"
#include "support/synthetic_net.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

double feature_difference(const std::string& variant, torch::ScalarType precision) {
    const torch::InferenceMode inference;
    const Golden golden("backbones.safetensors");
    HgNetV2 net(hgnetv2_config(variant));
    fill_synthetic(*net, "0/" + variant);
    prepare_for_inference(*net, {torch::kCPU, precision, 1});
    const auto features = net->forward(golden_tensor(golden, variant + ".input"));
    BOOST_TEST((features.scalar_type() == torch::kFloat32));
    const double difference = relative_difference(features, golden_tensor(golden, variant + ".features"));
    BOOST_TEST_MESSAGE(variant << " in " << precision << " differs by " << difference);
    return difference;
}

double answer_difference(torch::ScalarType precision) {
    const torch::InferenceMode inference;
    const Golden golden("nets.safetensors");
    GradingNet net(GradingNetConfig{hgnetv2_config("hgnetv2_b0"), PoolKind::attention_lstm, {1, 2, 2}});
    fill_synthetic(*net, "0/three_heads");
    prepare_for_inference(*net, {torch::kCPU, precision, 1});
    const auto answer = net->forward(golden_tensor(golden, "three_heads.input"),
                                     golden_tensor(golden, "three_heads.mask", torch::kBool));
    const auto expected = golden_tensor(golden, "three_heads.output");
    BOOST_TEST((answer.scalar_type() == torch::kFloat32));
    const double difference = relative_difference(answer.reshape(expected.sizes()), expected);
    BOOST_TEST_MESSAGE("three heads in " << precision << " differ by " << difference);
    return difference;
}

HgNetV2 small_net() {
    torch::manual_seed(4);
    HgNetV2 net(hgnetv2_config("hgnetv2_b0", {.width = 0.25, .depth = 0.34, .head_width = 32}));
    net->eval();
    return net;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(inference)

// b0 has affine blocks, b5 has none.
BOOST_AUTO_TEST_CASE(fused_features_equal_the_reference) {
    BOOST_TEST(feature_difference("hgnetv2_b0", torch::kFloat32) < 1e-4);
    BOOST_TEST(feature_difference("hgnetv2_b5", torch::kFloat32) < 1e-4);
}
BOOST_AUTO_TEST_CASE(a_fused_nets_answer_equals_the_reference) {
    BOOST_TEST(answer_difference(torch::kFloat32) < 1e-4);
}
BOOST_AUTO_TEST_CASE(bfloat16_is_as_near_as_its_eight_bits_allow) {
    if (!PackedConv::has_bfloat16_on_cpu()) {
        BOOST_TEST_MESSAGE("NOT TESTED: this CPU has no AVX-512");
        return;
    }
    BOOST_TEST(feature_difference("hgnetv2_b0", torch::kBFloat16) < 0.03);
    BOOST_TEST(feature_difference("hgnetv2_b5", torch::kBFloat16) < 0.03);
    BOOST_TEST(answer_difference(torch::kBFloat16) < 0.03);
}

BOOST_AUTO_TEST_CASE(a_fused_net_takes_images_of_any_size_one_after_another) {
    const torch::InferenceMode inference;
    HgNetV2 plain = small_net(), fused = small_net();
    prepare_for_inference(*fused, {});
    for (const auto& [count, size] : {std::pair{2, 64}, {1, 96}, {5, 32}, {2, 64}}) {
        const auto images = torch::rand({count, 1, size, size});
        BOOST_TEST(relative_difference(fused->forward(images), plain->forward(images)) < 1e-5);
    }
}

BOOST_AUTO_TEST_CASE(a_fused_net_gives_its_convolutions_up) {
    HgNetV2 net = small_net();
    const auto parameters = net->parameters().size();
    prepare_for_inference(*net, {});
    BOOST_TEST(net->parameters().size() < parameters / 2);
}

BOOST_AUTO_TEST_SUITE_END()
