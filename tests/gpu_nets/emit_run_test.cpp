#include "gpu_nets/emit_run.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "gpu_nets/packed_net.h"
#include "support/zero_weights.h"

using namespace lumbar;
using namespace lumbar::gpu;

namespace {

// A keypoint net and frames for it; nothing is run.
struct KeypointRun {
    static constexpr int kFrames = 24, kSide = 64;  // px
    static constexpr std::int64_t kAllPixels = std::int64_t{kFrames} * kSide * kSide;

    KeypointRun() {
        test::ZeroWeights zeros;
        net = pack_net({hgnetv2_config("hgnetv2_b0"), false, {20}, kSigmoid}, PackedFormat::float16, zeros);
        input.frames = {bytes, kSide};
        input.rows = {1, kFrames, 0, kFrames};
    }
    std::size_t scratch_at(std::int64_t pixels) const {
        return emit_run(net, input, place, pixels).scratch_bytes;
    }

    PackedNet net;
    std::vector<std::uint8_t> bytes = std::vector<std::uint8_t>(static_cast<std::size_t>(kAllPixels));
    NetInput input;
    RunPlace place{0, 0, {80, 40}, [](const std::string&) { return Address{0}; }};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(running_within_planned_memory, KeypointRun)

BOOST_AUTO_TEST_CASE(a_run_that_does_not_fit_takes_smaller_passes) {
    const std::size_t at_once = scratch_at(kAllPixels), one_by_one = scratch_at(0);
    BOOST_REQUIRE(one_by_one < at_once);
    for (const std::size_t planned : {at_once, at_once - 1, (at_once + one_by_one) / 2, one_by_one}) {
        const NetRun run = emit_run_within(planned, net, input, place, kAllPixels);
        BOOST_TEST(run.scratch_bytes <= planned);
        BOOST_TEST(run.outputs.size() == 1U);
    }
    BOOST_TEST(emit_run_within(at_once, net, input, place, kAllPixels).scratch_bytes == at_once);
}

BOOST_AUTO_TEST_CASE(a_run_of_which_no_image_fits_says_what_it_needs) {
    const std::size_t planned = scratch_at(0) - 1;
    BOOST_CHECK_EXCEPTION(
        emit_run_within(planned, net, input, place, kAllPixels), GpuFailure, [&](const GpuFailure& failure) {
            return std::string(failure.what()).find(std::to_string(planned + 1)) != std::string::npos;
        });
}

BOOST_AUTO_TEST_SUITE_END()
