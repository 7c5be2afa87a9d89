// The GPU's step of AdamW beside the CPU's.  Built where the program has CUDA kernels; compares where a
// device answers.
#include "kernels/optim/adamw.h"

#include <stdexcept>

#include "cuda/on_gpu.h"
#include "steps_for_tests.h"

namespace lumbar::kernels {
namespace {

using namespace test;

BOOST_AUTO_TEST_SUITE(adamw_cuda)

BOOST_AUTO_TEST_CASE(the_gpu_steps_weights_as_the_cpu_does) {
    if (!has_device()) return;
    for (const std::size_t count : kCounts) {
        AdamWArrays all(count);
        const OnGpu<float> weights(all.weights), gradients(all.gradients), means(all.means),
            squares(all.squares);
        launch_adamw_step(weights.values, gradients.values, means.values, squares.values, count, kAdamWStep,
                          nullptr);
        adamw_step(all.weights.data(), all.gradients.data(), all.means.data(), all.squares.data(), count,
                   kAdamWStep, 2);
        BOOST_TEST(same_bits(weights.fetch(), all.weights));
        BOOST_TEST(same_bits(means.fetch(), all.means));
        BOOST_TEST(same_bits(squares.fetch(), all.squares));
    }
}

BOOST_AUTO_TEST_CASE(without_a_device_the_gpu_says_why) {
    int count = 0;
    if (cudaGetDeviceCount(&count) == cudaSuccess && count > 0) return;
    AdamWArrays all(1);
    BOOST_CHECK_THROW(launch_adamw_step(all.weights.data(), all.gradients.data(), all.means.data(),
                                        all.squares.data(), 1, kAdamWStep, nullptr),
                      std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
