#include "gpu_nets/memory_plan.h"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "gpu/gpu.h"

BOOST_AUTO_TEST_SUITE(memory_plan)

using lumbar::gpu::GpuMemoryFull;
using lumbar::gpu::MemoryPlan;
using lumbar::gpu::plan_memory;

constexpr std::size_t kMegabyte = 1 << 20;

// Of hgnetv2_b5: about 100 bytes an image point.
std::size_t scratch_for(std::int64_t pixels) {
    return 20 * kMegabyte + static_cast<std::size_t>(pixels) * 100;
}

MemoryPlan plan(const std::vector<std::size_t>& nets, std::size_t free_megabytes) {
    return plan_memory(nets, scratch_for, free_megabytes * kMegabyte);
}

BOOST_AUTO_TEST_CASE(the_solutions_whole_ensemble_stays_on_a_gpu_of_16_gb) {
    // float16: 12 nets of three heads with 126 million parameters, 4 of one head with 67, 8 keypoint nets
    // with 42 (docs/pipeline.md, "Work and size").
    std::vector<std::size_t> nets(12, 252 * kMegabyte);
    nets.insert(nets.end(), 4, 134 * kMegabyte);
    nets.insert(nets.end(), 8, 84 * kMegabyte);
    const MemoryPlan planned = plan(nets, 15U << 10U);
    BOOST_TEST(planned.holds_all_nets);
    BOOST_TEST(planned.pass_pixels == 8 << 20);
}

BOOST_AUTO_TEST_CASE(with_less_memory_passes_become_smaller_before_nets_take_turns) {
    const std::vector<std::size_t> nets(10, 100 * kMegabyte);
    std::int64_t last_pixels = 8 << 20;
    bool took_turns = false;
    for (std::size_t free = 4000; free > 400; free -= 50) {
        const MemoryPlan planned = plan(nets, free);
        BOOST_TEST_REQUIRE(planned.pass_pixels <= last_pixels);
        BOOST_TEST_REQUIRE(planned.weight_bytes + planned.scratch_bytes <= free * kMegabyte);
        BOOST_TEST_REQUIRE(planned.weight_bytes >= nets.front());
        if (!planned.holds_all_nets) BOOST_TEST_REQUIRE(planned.pass_pixels == 1 << 16);
        BOOST_TEST_REQUIRE((!took_turns || !planned.holds_all_nets));
        took_turns = !planned.holds_all_nets;
        last_pixels = planned.pass_pixels;
    }
    BOOST_TEST(took_turns);
}

BOOST_AUTO_TEST_CASE(where_not_even_one_net_fits_the_reason_says_what_would) {
    const std::vector<std::size_t> nets(2, 100 * kMegabyte);
    BOOST_CHECK_EXCEPTION(plan(nets, 100), GpuMemoryFull, [](const GpuMemoryFull& full) {
        const std::string reason = full.what();
        BOOST_TEST_MESSAGE(reason);
        return reason.starts_with("0.10 GB of memory are free");
    });
}

BOOST_AUTO_TEST_SUITE_END()
