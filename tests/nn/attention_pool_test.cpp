#include "nn/attention_pool.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(attention_pool)

constexpr int kDiscs = 2, kFrames = 5, kWidth = 4;

// The second disc has three frames, in the middle.
torch::Tensor some_mask() {
    auto mask = torch::ones({kDiscs, kFrames}, torch::kBool);
    mask[1][0] = false;
    mask[1][4] = false;
    return mask;
}

torch::Tensor some_frames() {
    return torch::linspace(-2, 3, std::int64_t{kDiscs} * kFrames * kWidth)
        .cos()
        .view({kDiscs, kFrames, kWidth});
}

BOOST_AUTO_TEST_CASE(attention_is_1_in_all_over_the_real_frames_and_0_on_padding) {
    for (const PoolKind kind : {PoolKind::attention, PoolKind::attention_lstm}) {
        const torch::InferenceMode inference;
        const auto pooled = make_pool(kind, kWidth)->attend(some_frames(), some_mask());
        BOOST_REQUIRE((pooled.attention.sizes() == at::IntArrayRef{kDiscs, kFrames}));
        for (int disc = 0; disc < kDiscs; ++disc) {
            BOOST_TEST(pooled.attention[disc].sum().item<float>() == 1.F,
                       boost::test_tools::tolerance(1e-6F));
        }
        BOOST_TEST(pooled.attention[1][0].item<float>() == 0.F);
        BOOST_TEST(pooled.attention[1][4].item<float>() == 0.F);
        BOOST_TEST(pooled.attention[1][1].item<float>() > 0.F);
    }
}

BOOST_AUTO_TEST_CASE(attention_is_the_softmax_of_linear_tanh_linear) {
    const torch::InferenceMode inference;
    const auto pool = make_pool(PoolKind::attention, kWidth);
    const auto parameters = pool->named_parameters();
    const auto weight = parameters["attn.0.weight"], bias = parameters["attn.0.bias"];
    const auto last = parameters["attn.3.weight"], last_bias = parameters["attn.3.bias"];
    const auto frames = some_frames();
    const auto pooled = pool->attend(frames, some_mask());
    std::array<double, kFrames> share{};
    double sum = 0;
    for (int s = 1; s < 4; ++s) {
        double score = last_bias[0].item<double>();
        for (int c = 0; c < kWidth; ++c) {
            double hidden = bias[c].item<double>();
            for (int k = 0; k < kWidth; ++k)
                hidden += weight[c][k].item<double>() * frames[1][s][k].item<double>();
            score += last[0][c].item<double>() * std::tanh(hidden);
        }
        sum += share[static_cast<std::size_t>(s)] = std::exp(score);
    }
    for (int s = 0; s < kFrames; ++s) {
        BOOST_TEST(std::abs(pooled.attention[1][s].item<double>() -
                            share[static_cast<std::size_t>(s)] / sum) < 1e-6);
    }
}

BOOST_AUTO_TEST_CASE(the_features_are_the_frames_weighted_by_their_attention) {
    const torch::InferenceMode inference;
    const auto pool = make_pool(PoolKind::attention, kWidth);
    const auto pooled = pool->attend(some_frames(), some_mask());
    const auto weighted = (some_frames() * pooled.attention.unsqueeze(-1)).sum(1);
    BOOST_TEST((pooled.features - weighted).abs().max().item<float>() < 1e-6F);
    BOOST_TEST(torch::equal(pool->forward(some_frames(), some_mask()), pooled.features));
}

BOOST_AUTO_TEST_SUITE_END()
