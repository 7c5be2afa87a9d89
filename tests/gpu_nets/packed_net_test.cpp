#include "gpu_nets/packed_net.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <set>
#include <string>

#include "gpu_nets/half.h"

BOOST_AUTO_TEST_SUITE(packed_net)

using namespace lumbar;
using namespace lumbar::gpu;

// Weights that say where they come from: output channel * 1000 + input channel * 10 + tap.
class CountedWeights : public WeightSource {
  public:
    FoldedConv conv(const std::string& name, const ConvShape& shape) override {
        names.insert(name);
        FoldedConv result;
        for (int out = 0; out < shape.out; ++out) {
            for (int in = 0; in < shape.in; ++in) {
                for (int tap = 0; tap < shape.size * shape.size; ++tap) {
                    result.weight.push_back(static_cast<float>(out * 1000 + in * 10 + tap));
                }
            }
            result.bias.push_back(static_cast<float>(out));
        }
        return result;
    }
    std::vector<float> tensor(const std::string& name, std::size_t elements) override {
        names.insert(name);
        return std::vector<float>(elements, 0.5f);
    }
    std::set<std::string> names;
};

float float_at(const PackedNet& net, std::size_t offset, std::size_t index) {
    float value = 0;
    std::memcpy(&value, net.bytes->data() + offset + index * sizeof value, sizeof value);
    return value;
}

NetDescription description(const char* backbone, bool has_lstm = true) {
    return {hgnetv2_config(backbone), has_lstm, {6}, kNoActivation};
}

BOOST_AUTO_TEST_CASE(a_convolutions_weights_lie_by_output_tap_and_input) {
    CountedWeights weights;
    const PackedNet net = pack_net(description("hgnetv2_b0"), PackedFormat::float32, weights);
    const PackedConv& conv = net.backbone.stem3;  // 32 -> 16 channels, 3x3, stride 2
    BOOST_TEST(conv.in == 32);
    BOOST_TEST(conv.out == 16);
    BOOST_TEST(conv.padding == 1);
    for (const auto& [out, tap, in] : {std::array{0, 0, 0}, {3, 8, 31}, {15, 4, 17}}) {
        const auto index = static_cast<std::size_t>((out * 9 + tap) * 32 + in);
        BOOST_TEST(float_at(net, conv.weight, index) == static_cast<float>(out * 1000 + in * 10 + tap));
    }
}

BOOST_AUTO_TEST_CASE(channels_that_are_no_multiple_of_8_are_padded_with_zero_weights) {
    CountedWeights weights;
    const PackedNet net = pack_net(description("hgnetv2_b1"), PackedFormat::float32, weights);
    const PackedConv &narrow = net.backbone.stem2a, &next = net.backbone.stem2b;  // 24 -> 12 -> 24
    BOOST_TEST(narrow.out == 16);
    BOOST_TEST(next.in == 16);
    constexpr std::size_t kTaps = 4, kRow = kTaps * 24;
    for (std::size_t i = 12 * kRow; i < 16 * kRow; ++i)
        BOOST_TEST_REQUIRE(float_at(net, narrow.weight, i) == 0);
    for (std::size_t out = 12; out < 16; ++out) BOOST_TEST(float_at(net, narrow.bias, out) == 0);
    for (std::size_t row = 0; row < 24 * kTaps; ++row) {
        for (std::size_t in = 12; in < 16; ++in)
            BOOST_TEST_REQUIRE(float_at(net, next.weight, row * 16 + in) == 0);
    }
}

BOOST_AUTO_TEST_CASE(halves_are_the_floats_rounded) {
    CountedWeights weights;
    const PackedNet net = pack_net(description("hgnetv2_b0"), PackedFormat::float16, weights);
    Half half = 0;
    std::memcpy(&half, net.bytes->data() + net.backbone.stem4.weight + (5 * 16 + 3) * sizeof half,
                sizeof half);
    BOOST_TEST(half == to_half(5030.f));
}

BOOST_AUTO_TEST_CASE(only_variants_with_affine_blocks_ask_for_them) {
    CountedWeights small, large;
    const PackedNet b0 = pack_net(description("hgnetv2_b0"), PackedFormat::float32, small);
    pack_net(description("hgnetv2_b5"), PackedFormat::float16, large);
    BOOST_TEST(b0.backbone.stem1.epilogue.scale == 0.5f);
    BOOST_TEST(small.names.contains("backbone.stages.2.blocks.0.layers.1.conv2.lab.scale"));
    // A light layer's pointwise convolution has no activation, and so none.
    BOOST_TEST(!small.names.contains("backbone.stages.2.blocks.0.layers.1.conv1.lab.scale"));
    for (const std::string& name : large.names) BOOST_TEST_REQUIRE(name.find(".lab.") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_net_that_the_kernels_cannot_compute_is_named) {
    BOOST_TEST(reason_not_to_pack(description("hgnetv2_b5")) == "");
    NetDescription odd = description("hgnetv2_b5");
    odd.backbone.head_width = 24;
    BOOST_TEST(reason_not_to_pack(odd) == "its 24 features are no multiple of 16");
    odd.has_lstm = false;
    BOOST_TEST(reason_not_to_pack(odd) == "");
    odd.backbone.stages[1].mid = 12;
    BOOST_TEST(reason_not_to_pack(odd) == "its layers of 12 channels are no multiple of 8");
}

BOOST_AUTO_TEST_SUITE_END()
