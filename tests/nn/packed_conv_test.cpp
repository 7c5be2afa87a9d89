#include "nn/packed_conv.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "nn/torch_threads.h"

namespace lumbar {
namespace {

BOOST_AUTO_TEST_SUITE(packed_conv)

// Pointwise convolutions read all images as one: images of 1x1 pixels, and one image, are the corners of
// that.
BOOST_AUTO_TEST_CASE(it_answers_what_a_plain_convolution_answers) {
    const torch::InferenceMode inference;
    torch::manual_seed(7);
    struct Case {
        std::int64_t kernel, stride, padding, groups;
    };
    constexpr std::int64_t kIn = 32, kOut = 48;
    const std::vector<std::vector<std::int64_t>> sizes = {
        {5, kIn, 3, 3}, {1, kIn, 4, 7}, {6, kIn, 1, 1}, {1, kIn, 1, 1}};
    for (const Case& each : {Case{1, 1, 0, 1}, {1, 2, 0, 1}, {1, 1, 0, 4}, {1, 1, 1, 1}, {3, 1, 1, 1}}) {
        const auto weight = torch::randn({kOut, kIn / each.groups, each.kernel, each.kernel}) /
                            std::sqrt(static_cast<double>(kIn * each.kernel * each.kernel));
        const auto bias = torch::randn({kOut});
        for (const bool relu : {false, true}) {
            PackedConv conv(weight, bias, {each.stride, each.padding, each.groups, relu});
            for (const auto& size : sizes) {
                const auto x = torch::rand(size);
                const auto plain = torch::conv2d(x, weight, bias, each.stride, each.padding, 1, each.groups);
                for (const int threads : {1, 2}) {
                    const TorchThreads these(threads);
                    const auto y = conv.forward(x);
                    BOOST_TEST((y.sizes() == plain.sizes()));
                    BOOST_TEST(y.is_contiguous(torch::MemoryFormat::ChannelsLast));
                    BOOST_TEST((y - (relu ? plain.relu() : plain)).abs().max().item<float>() < 1e-5F);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
