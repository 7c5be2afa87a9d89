#include "nn/autocast.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>
#include <string>

#include "base/error.h"
#include "support/refusal.h"

using lumbar::Autocast;
using lumbar::autocast_type;
using lumbar::choose_precision;
using lumbar::ExitCode;
using lumbar::Precision;
using lumbar::test::contains;
using lumbar::test::refusal_of;

BOOST_AUTO_TEST_SUITE(autocast)

const torch::Device kCpu = torch::kCPU;
const torch::Device kGpu = torch::kCUDA;

BOOST_AUTO_TEST_CASE(takes_each_precision_by_its_name) {
    BOOST_TEST((choose_precision(Precision::fp32, kCpu) == torch::kFloat));
    BOOST_TEST((choose_precision(Precision::bf16, kCpu) == torch::kBFloat16));
    BOOST_TEST((choose_precision(Precision::bf16, kGpu) == torch::kBFloat16));
    BOOST_TEST((choose_precision(Precision::fp16, kGpu) == torch::kHalf));
    BOOST_TEST((choose_precision(Precision::automatic, kGpu) == torch::kHalf));
}

BOOST_AUTO_TEST_CASE(auto_on_a_cpu_is_bf16_only_where_that_is_fast) {
    const auto wanted = lumbar::has_fast_bfloat16() ? torch::kBFloat16 : torch::kFloat;
    BOOST_TEST((choose_precision(Precision::automatic, kCpu) == wanted));
    if (!at::hasMKLDNN()) BOOST_TEST((choose_precision(Precision::automatic, kCpu) == torch::kFloat));
}

BOOST_AUTO_TEST_CASE(the_kernel_agrees_on_what_the_cpu_has, *boost::unit_test::precondition([](auto) {
                         return std::ifstream("/proc/cpuinfo").good();
                     })) {
    std::ostringstream text;
    text << std::ifstream("/proc/cpuinfo").rdbuf();
    const bool listed = contains(text.str(), " avx512_bf16");
    BOOST_TEST(lumbar::multiplies_bfloat16() == (listed && at::hasMKLDNN()));
}

BOOST_AUTO_TEST_CASE(refuses_fp16_on_a_cpu) {
    const std::string half = refusal_of([] { choose_precision(Precision::fp16, kCpu); }, ExitCode::usage);
    BOOST_TEST(contains(half, "fp16 needs a GPU"));
}

BOOST_AUTO_TEST_CASE(products_are_16_bit_inside_the_scope_only) {
    const auto a = torch::ones({2, 3}), b = torch::ones({3, 2});
    {
        const Autocast scope(kCpu, torch::kBFloat16);
        BOOST_TEST((torch::matmul(a, b).scalar_type() == torch::kBFloat16));
        BOOST_TEST((autocast_type(kCpu) == torch::kBFloat16));
        {
            const Autocast inner(kCpu, torch::kFloat);
            BOOST_TEST((torch::matmul(a, b).scalar_type() == torch::kFloat));
            BOOST_TEST((autocast_type(kCpu) == torch::kFloat));
        }
        BOOST_TEST((torch::matmul(a, b).scalar_type() == torch::kBFloat16));
    }
    BOOST_TEST((torch::matmul(a, b).scalar_type() == torch::kFloat));
    BOOST_TEST((autocast_type(kCpu) == torch::kFloat));
}

BOOST_AUTO_TEST_CASE(a_scope_for_the_gpu_leaves_the_cpu_alone) {
    const Autocast scope(kGpu, torch::kHalf);
    BOOST_TEST((autocast_type(kGpu) == torch::kHalf));
    BOOST_TEST((autocast_type(kCpu) == torch::kFloat));
    const auto a = torch::ones({2, 2});
    BOOST_TEST((torch::matmul(a, a).scalar_type() == torch::kFloat));
}

BOOST_AUTO_TEST_CASE(an_exception_ends_the_scope) {
    try {
        const Autocast scope(kCpu, torch::kBFloat16);
        throw 1;
    } catch (int) {  // on purpose
    }
    BOOST_TEST((autocast_type(kCpu) == torch::kFloat));
}

// A weight cast once is kept for the rest of the scope; a copy kept longer would be the weight before the
// step.
BOOST_AUTO_TEST_CASE(a_new_scope_casts_the_weights_anew) {
    torch::nn::Linear linear(1, 1);
    const auto output = [&] {
        const Autocast scope(kCpu, torch::kBFloat16);
        return linear(torch::ones({1, 1})).item<float>();
    };
    const auto set = [&](float value) {
        const torch::NoGradGuard no_grad;
        linear->weight.fill_(value);
        linear->bias.zero_();
    };
    set(1);
    BOOST_TEST(output() == 1.0F);
    set(2);
    BOOST_TEST(output() == 2.0F);
}

BOOST_AUTO_TEST_CASE(gradients_arrive_in_float32) {
    torch::nn::Conv2d conv(torch::nn::Conv2dOptions(2, 3, 3));
    const auto image = torch::ones({1, 2, 5, 5});
    torch::Tensor loss;
    {
        const Autocast scope(kCpu, torch::kBFloat16);
        const auto output = conv(image);
        BOOST_TEST((output.scalar_type() == torch::kBFloat16));
        loss = output.to(torch::kFloat).sum();
    }
    loss.backward();
    BOOST_TEST((conv->weight.grad().scalar_type() == torch::kFloat));
    BOOST_TEST(conv->weight.grad().eq(9).all().item<bool>());  // each weight sees 3 x 3 ones
}

BOOST_AUTO_TEST_SUITE_END()
