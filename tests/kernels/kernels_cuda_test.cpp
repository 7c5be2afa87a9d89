// The GPU's kernels beside the CPU's.  Built where the program has CUDA kernels; compares where a device
// answers.
#if defined(LUMBAR_CUDA_KERNELS)

#include "kernels/adamw.h"
#include "kernels/median_3x3.h"
#include "kernels/normalize.h"
#include "kernels/percentile.h"
#include "kernels/remap.h"
#include "kernels/resize.h"
#include "kernels/resize_antialiased.h"
#include "kernels/warp_affine.h"
#include "on_gpu.h"
#include "values_for_tests.h"

namespace lumbar::kernels {
namespace {

using namespace test;

BOOST_AUTO_TEST_SUITE(kernels_cuda)

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

BOOST_AUTO_TEST_CASE(the_gpu_normalizes_as_the_cpu_does) {
    if (!has_device()) return;
    for (const std::size_t count : kCounts) {
        const auto values = odd_values(count);
        const OnGpu<float> on_gpu(values);
        for (const auto& [low, high] : kIntensityRanges) {
            std::vector<std::uint8_t> all(count, 8);
            const OnGpu<std::uint8_t> out(all);
            launch_normalize(on_gpu.values, count, low, high, out.values, nullptr);
            normalize(values.data(), count, low, high, all.data(), 2);
            BOOST_TEST(same_bits(out.fetch(), all));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_gpu_finds_the_percentiles_that_the_cpu_finds) {
    if (!has_device()) return;
    for (const std::size_t count : kCounts) {
        if (count == 0) continue;
        auto values = rough_values<float>(count);
        for (const float first : {values[0], -0.f, std::numeric_limits<float>::quiet_NaN()}) {
            values[0] = first;
            const OnGpu<float> on_gpu(values);
            BOOST_TEST(same_bits(launch_percentiles(on_gpu.values, count, kPercents, nullptr),
                                 percentiles(values.data(), count, kPercents, 2)));
        }
    }
}

BOOST_AUTO_TEST_CASE(the_gpu_squeezes_as_the_cpu_does) {
    if (!has_device()) return;
    for (const Resizing& sizes : kResizings) {
        const auto frames = rough_values<float>(sizes.count());
        std::vector<float> all(sizes.out_count(), 8);
        const OnGpu<float> on_gpu(frames), out(all);
        launch_resize_antialiased(on_gpu.values, sizes.shape, out.values, sizes.out_height, sizes.out_width,
                                  nullptr);
        resize_antialiased(frames.data(), sizes.shape, all.data(), sizes.out_height, sizes.out_width, 2);
        BOOST_TEST(same_bits(out.fetch(), all));
    }
}

template <class Pixel>
void compare_resize(const Resizing& sizes, Filter filter) {
    const auto frames = rough_values<Pixel>(sizes.count());
    std::vector<Pixel> all(sizes.out_count(), 8);
    const OnGpu<Pixel> on_gpu(frames), out(all);
    launch_resize(on_gpu.values, sizes.shape, out.values, sizes.out_height, sizes.out_width, filter, nullptr);
    resize(frames.data(), sizes.shape, all.data(), sizes.out_height, sizes.out_width, filter, 2);
    BOOST_TEST(same_bits(out.fetch(), all));
}

BOOST_AUTO_TEST_CASE(the_gpu_resizes_as_the_cpu_does) {
    if (!has_device()) return;
    for (const Resizing& sizes : kResizings) {
        for (const Filter filter : kFilters) {
            compare_resize<float>(sizes, filter);
            compare_resize<std::uint8_t>(sizes, filter);
        }
    }
}

template <class Pixel>
void compare_warp(const Move& move, Filter filter) {
    const auto frames = rough_values<Pixel>(pixels(move.shape));
    std::vector<Pixel> all(move.out_count(), 8);
    const OnGpu<Pixel> on_gpu(frames), out(all);
    launch_warp_affine(on_gpu.values, move.shape, move.window, out.values, move.forward, filter, nullptr);
    warp_affine(frames.data(), move.shape, move.window, all.data(), move.forward, filter, 2);
    BOOST_TEST(same_bits(out.fetch(), all));
}

BOOST_AUTO_TEST_CASE(the_gpu_moves_as_the_cpu_does) {
    if (!has_device()) return;
    for (const Move& move : kMoves) {
        for (const Filter filter : kFilters) {
            compare_warp<float>(move, filter);
            compare_warp<std::uint8_t>(move, filter);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_gpu_remaps_as_the_cpu_does) {
    if (!has_device()) return;
    for (const StackShape shape : kShapes) {
        const auto frames = rough_values<std::uint8_t>(pixels(shape));
        const auto x = rough_positions(shape, 1), y = rough_positions(shape, 2);
        std::vector<std::uint8_t> all(frames.size(), 8);
        const OnGpu<std::uint8_t> on_gpu(frames), out(all);
        const OnGpu<float> source_x(x), source_y(y);
        launch_remap(on_gpu.values, shape, out.values, source_x.values, source_y.values, nullptr);
        remap(frames.data(), shape, all.data(), x.data(), y.data(), 2);
        BOOST_TEST(same_bits(out.fetch(), all));
    }
}

BOOST_AUTO_TEST_CASE(the_gpu_weighs_neighbours_as_the_cpu_does) {
    if (!has_device()) return;
    for (const StackShape shape : kShapes) {
        const auto frames = rough_values<std::uint8_t>(pixels(shape));
        std::vector<std::uint8_t> all(frames.size(), 8);
        const OnGpu<std::uint8_t> on_gpu(frames), out(all);
        launch_filter_3x3(on_gpu.values, shape, out.values, kWeights, nullptr);
        filter_3x3(frames.data(), shape, all.data(), kWeights, 2);
        BOOST_TEST(same_bits(out.fetch(), all));
    }
}

BOOST_AUTO_TEST_CASE(the_gpu_finds_the_medians_that_the_cpu_finds) {
    if (!has_device()) return;
    for (const StackShape shape : kShapes) {
        const auto frames = rough_values<std::uint8_t>(pixels(shape));
        std::vector<std::uint8_t> all(frames.size(), 8);
        const OnGpu<std::uint8_t> on_gpu(frames), out(all);
        launch_median_3x3(on_gpu.values, shape, out.values, nullptr);
        median_3x3(frames.data(), shape, all.data(), 2);
        BOOST_TEST(same_bits(out.fetch(), all));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels

#endif
