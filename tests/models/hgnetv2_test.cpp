#include "models/hgnetv2.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "support/golden.h"
#include "support/synthetic_net.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

double feature_difference(const std::string& variant) {
    const torch::NoGradGuard no_grad;
    const Golden golden("backbones.safetensors");
    HgNetV2 net(hgnetv2_config(variant));
    fill_synthetic(*net, "0/" + variant);
    net->eval();
    const auto features = net->forward(golden_tensor(golden, variant + ".input"));
    const double difference = relative_difference(features, golden_tensor(golden, variant + ".features"));
    BOOST_TEST_MESSAGE(variant << " differs by " << difference);
    return difference;
}

std::int64_t parameter_count(const HgNetV2& net) {
    std::int64_t count = 0;
    for (const auto& parameter : net->parameters()) count += parameter.numel();
    return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hgnetv2)

// Relative to the largest feature.
BOOST_AUTO_TEST_CASE(b0_features_equal_the_reference) {
    BOOST_TEST(feature_difference("hgnetv2_b0") < 1e-4);
}
BOOST_AUTO_TEST_CASE(b4_features_equal_the_reference) {
    BOOST_TEST(feature_difference("hgnetv2_b4") < 1e-4);
}
BOOST_AUTO_TEST_CASE(b5_features_equal_the_reference) {
    BOOST_TEST(feature_difference("hgnetv2_b5") < 1e-4);
}

BOOST_AUTO_TEST_CASE(b5_has_the_37_5_million_parameters_of_pipeline_md) {
    const HgNetV2 net(hgnetv2_config("hgnetv2_b5"));
    BOOST_TEST(std::abs(static_cast<double>(parameter_count(net)) - 37.5e6) < 0.1e6);
}

BOOST_AUTO_TEST_CASE(ignores_the_tag_of_timms_names) {
    BOOST_TEST((hgnetv2_config("hgnetv2_b5.ssld_stage2_ft_in1k") == hgnetv2_config("hgnetv2_b5")));
}

BOOST_AUTO_TEST_CASE(every_variant_turns_a_small_image_into_2048_features) {
    const torch::NoGradGuard no_grad;
    for (const char* variant : {"hgnetv2_b1", "hgnetv2_b2", "hgnetv2_b3", "hgnetv2_b6"}) {
        HgNetV2 net(hgnetv2_config(variant));
        net->eval();
        const auto features = net->forward(torch::rand({2, 1, 32, 32}));
        BOOST_TEST(features.sizes() == torch::IntArrayRef({2, 2048}));
        BOOST_TEST(features.isfinite().all().item<bool>());
    }
}

BOOST_AUTO_TEST_CASE(width_depth_and_head_width_make_small_nets) {
    const torch::NoGradGuard no_grad;
    HgNetV2 net(hgnetv2_config("hgnetv2_b0", {.width = 0.25, .depth = 0.34, .head_width = 64}));
    BOOST_TEST(net->forward(torch::rand({2, 1, 64, 64})).sizes() == torch::IntArrayRef({2, 64}));
    BOOST_TEST(parameter_count(net) < 200000);
}

BOOST_AUTO_TEST_CASE(refuses_unknown_names_and_absurd_scales) {
    BOOST_CHECK_THROW(hgnetv2_config("hgnetv2_b7"), Error);
    BOOST_CHECK_THROW(hgnetv2_config("resnet18"), Error);
    BOOST_CHECK_THROW(hgnetv2_config("hgnetv2_b0", {.width = 0}), Error);
    BOOST_CHECK_THROW(hgnetv2_config("hgnetv2_b0", {.depth = -1}), Error);
    BOOST_CHECK_THROW(hgnetv2_config("hgnetv2_b0", {.head_width = 63}), Error);
}

BOOST_AUTO_TEST_SUITE_END()
