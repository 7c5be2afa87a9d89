// The GPU's views beside the CPU's.  Built where the program has CUDA kernels; compares where a device
// answers.
#if defined(LUMBAR_CUDA_KERNELS)

#include "on_gpu.h"
#include "views_for_tests.h"

namespace lumbar::kernels {
namespace {

using namespace test;

BOOST_AUTO_TEST_SUITE(render_views_cuda)

BOOST_AUTO_TEST_CASE(the_gpu_renders_what_the_cpu_renders_to_the_last_bit) {
    if (!has_device()) return;
    for (const Sizes& sizes : kSizes) {
        const auto frames = rough_frames(sizes.frames);
        const auto plan = plan_of(sizes.frames.height, sizes.frames.width, sizes.out_height, sizes.out_width);
        const auto view_size =
            static_cast<std::size_t>(sizes.frames.frames * sizes.out_height * sizes.out_width);
        std::vector<float> by_cpu(std::size(kAnglesDeg) * view_size, -1.f);
        const OnGpu<float> by_gpu(by_cpu);
        const OnGpu<std::uint8_t> on_gpu(frames);
        const OnGpu<std::int32_t> values(plan.values);
        ViewTables tables = plan.shape;
        tables.values = values.values;
        launch_render_views(on_gpu.values, sizes.frames.frames, tables, {by_gpu.values, view_size}, nullptr);
        render_views(frames.data(), sizes.frames.frames, plan, {by_cpu.data(), view_size}, 2);
        BOOST_TEST((by_gpu.fetch() == by_cpu));
    }
}

BOOST_AUTO_TEST_CASE(without_a_device_the_gpu_says_why) {
    int count = 0;
    if (cudaGetDeviceCount(&count) == cudaSuccess && count > 0) return;
    const auto plan = plan_of(8, 8, 4, 4);
    const std::uint8_t frame[64] = {};
    float view[16 * std::size(kAnglesDeg)];
    BOOST_CHECK_THROW(launch_render_views(frame, 1, plan.tables(), {view, 16}, nullptr), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels

#endif
