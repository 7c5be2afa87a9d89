// Views of byte frames, and bytes as values from 0 to 1.
#include <boost/mpl/list.hpp>
#include <cstdint>
#include <random>
#include <vector>

#include "every_order.h"
#include "kernels/render_views.h"

namespace lumbar::fibers {
namespace {

using Values = boost::mpl::list<float, gpu::Half>;

std::vector<std::uint8_t> random_bytes(std::size_t count) {
    std::vector<std::uint8_t> bytes(count);
    std::mt19937 random(5);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random() % 256);
    return bytes;
}

BOOST_AUTO_TEST_CASE_TEMPLATE(views_have_the_bits_of_the_cpu, Value, Values) {
    const int count = 3, height = 21, width = 17, out_height = 19, out_width = 35;
    const std::vector<kernels::AffineMatrix> turns = {{1, 0, 0, 0, 1, 0}, {0.96, 0.28, -2, -0.28, 0.96, 3}};
    const kernels::ViewPlan plan = kernels::plan_views(height, width, turns, out_height, out_width);
    const std::size_t views = turns.size(), size = static_cast<std::size_t>(out_height) * out_width;
    auto frames = random_bytes(static_cast<std::size_t>(count) * height * width);
    std::vector<float> right(views * count * size);
    kernels::render_views(frames.data(), count, plan, {right.data(), count * size}, 1);

    Guarded<Value> output(views, count * size, count * size + 24);
    gpu::ViewArgs<Value> a{};
    a.frames = reinterpret_cast<std::uint64_t>(frames.data());
    a.tables = reinterpret_cast<std::uint64_t>(plan.values.data());
    a.output = output.address(), a.view_stride = static_cast<std::int64_t>(count * size + 24);
    a.count = count, a.views = static_cast<int>(views), a.height = height, a.width = width;
    a.out_height = out_height, a.out_width = out_width;
    run_in_every_order(gpu::views_launch(a), &a, output);
    int wrong = 0;
    for (std::size_t view = 0; view < views; ++view)
        for (std::size_t i = 0; i < count * size; ++i)
            wrong += output.at(view, i) != stored<Value>(right[view * count * size + i]);
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(bytes_become_values_from_0_to_1, Value, Values) {
    std::vector<std::uint8_t> bytes(777);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i);
    Guarded<Value> output(1, bytes.size());
    gpu::ScaleBytesArgs<Value> a{reinterpret_cast<std::uint64_t>(bytes.data()), output.address(), 777};
    run_in_every_order(gpu::scale_bytes_launch(a), &a, output);
    int wrong = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        wrong += output.at(0, i) != stored<Value>(static_cast<float>(bytes[i]) / 255.f);
    BOOST_TEST(wrong == 0);
}

}  // namespace
}  // namespace lumbar::fibers
