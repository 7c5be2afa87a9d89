#include "nn/winograd_conv.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "nn/torch_threads.h"

namespace lumbar {
namespace {

torch::Tensor weights(std::int64_t out, std::int64_t in, std::int64_t side = 3) {
    return torch::randn({out, in, side, side}) / std::sqrt(9.0 * static_cast<double>(in));
}

std::vector<torch::ScalarType> precisions_here() {
    if (PackedConv::has_bfloat16_on_cpu()) return {torch::kFloat32, torch::kBFloat16};
    BOOST_TEST_MESSAGE("NOT TESTED in bfloat16: this CPU has no AVX-512");
    return {torch::kFloat32};
}

BOOST_AUTO_TEST_SUITE(winograd_conv)

BOOST_AUTO_TEST_CASE(it_answers_what_a_plain_convolution_answers) {
    const torch::InferenceMode inference;
    torch::manual_seed(5);
    struct Case {
        std::int64_t images, in, out, height, width;
    };
    for (const Case& each :
         {Case{2, 64, 64, 8, 8}, {3, 64, 96, 5, 7}, {9, 128, 64, 17, 4}, {1, 512, 128, 1, 1}}) {
        const auto w = weights(each.out, each.in), bias = torch::randn({each.out});
        const auto x = torch::rand({each.images, each.in, each.height, each.width});
        const auto plain = torch::conv2d(x, w, bias, 1, 1);
        for (const bool relu : {false, true}) {
            for (const auto precision : precisions_here()) {
                WinogradConv conv(w, bias, relu, precision, /*values_at_once=*/1 << 14);
                for (const int threads : {1, 2}) {
                    const TorchThreads these(threads);
                    const auto y = conv.forward(x);
                    BOOST_TEST(y.is_contiguous(torch::MemoryFormat::ChannelsLast));
                    BOOST_TEST((y.scalar_type() == precision));
                    const auto apart = (y.to(torch::kFloat32) - (relu ? plain.relu() : plain)).abs();
                    BOOST_TEST(apart.max().item<float>() < (precision == torch::kFloat32 ? 2e-5f : 4e-2f));
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(it_fits_convolutions_that_keep_the_size) {
    const auto fits = [](const torch::Tensor& weight, const FusedConvOptions& options,
                         torch::ScalarType precision = torch::kFloat32) {
        return WinogradConv::fits(weight, options, precision);
    };
    const FusedConvOptions same_size{.padding = 1};
    BOOST_TEST(fits(weights(64, 64), same_size));
    BOOST_TEST(fits(weights(64, 64), same_size, torch::kBFloat16));
    BOOST_TEST(!fits(weights(64, 64), same_size, torch::kFloat16));
    BOOST_TEST(!fits(weights(64, 64), {.stride = 2, .padding = 1}));
    BOOST_TEST(!fits(weights(64, 64), {.padding = 0}));
    BOOST_TEST(!fits(weights(64, 1), {.padding = 1, .groups = 64}));
    BOOST_TEST(!fits(weights(64, 64, 5), same_size));
    BOOST_TEST(!fits(weights(72, 64), same_size));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
