#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "ptx_program.h"

namespace ptx::test {
namespace {

// One warp; the input of each lane is its number plus 100.
std::vector<std::uint64_t> run_warp(const std::string& body, const std::string& result = "r") {
    std::vector<Inputs> inputs;
    for (std::uint64_t lane = 0; lane < 32; ++lane) inputs.push_back({lane + 100, 0, 0});
    return run_program({body, result}, inputs);
}

BOOST_AUTO_TEST_SUITE(warp)

BOOST_AUTO_TEST_CASE(shuffles_values_between_lanes) {
    const auto butterfly = run_warp("shfl.sync.bfly.b32 %r0, %r1, 5, 31, -1;");
    const auto down = run_warp("shfl.sync.down.b32 %r0, %r1, 3, 31, -1;");
    const auto up = run_warp("shfl.sync.up.b32 %r0|%p1, %r1, 3, 0, -1;");
    const auto index = run_warp("xor.b32 %r2, %r9, 31; shfl.sync.idx.b32 %r0, %r1, %r2, 31, -1;");
    // In segments of eight lanes: the mask of the segment lies in bits 8 to 12.
    const auto segment = run_warp("shfl.sync.down.b32 %r0, %r1, 4, 6175, -1;");
    for (std::uint64_t lane = 0; lane < 32; ++lane) {
        BOOST_TEST(butterfly[lane] == (lane ^ 5) + 100);
        BOOST_TEST(down[lane] == (lane + 3 < 32 ? lane + 3 : lane) + 100);
        BOOST_TEST(up[lane] == (lane >= 3 ? lane - 3 : lane) + 100);
        BOOST_TEST(index[lane] == 131 - lane);
        BOOST_TEST(segment[lane] == (lane % 8 < 4 ? lane + 4 : lane) + 100);
    }
}

BOOST_AUTO_TEST_CASE(says_which_lanes_read_from_their_segment) {
    const auto inside = run_warp("shfl.sync.down.b32 %r0|%p0, %r1, 3, 31, -1;", "p");
    for (std::uint64_t lane = 0; lane < 32; ++lane) BOOST_TEST(inside[lane] == (lane < 29 ? 1u : 0u));
}

BOOST_AUTO_TEST_CASE(votes) {
    const std::string odd = "and.b32 %r2, %r9, 1; setp.eq.s32 %p1, %r2, 1;";
    BOOST_TEST(run_warp(odd + "vote.sync.ballot.b32 %r0, %p1, -1;")[7] == 0xaaaaaaaau);
    BOOST_TEST(run_warp(odd + "vote.sync.any.pred %p0, %p1, -1;", "p")[7] == 1u);
    BOOST_TEST(run_warp(odd + "vote.sync.all.pred %p0, %p1, -1;", "p")[7] == 0u);
    BOOST_TEST(run_warp(odd + "vote.sync.uni.pred %p0, %p1, -1;", "p")[7] == 0u);
    BOOST_TEST(run_warp(odd + "activemask.b32 %r0;")[7] == 0xffffffffu);
    BOOST_TEST(run_warp(odd + "mov.u32 %r0, 0; @%p1 activemask.b32 %r0;")[7] == 0xaaaaaaaau);
}

BOOST_AUTO_TEST_CASE(runs_lanes_that_part_and_meet_again) {
    // Odd lanes jump far ahead and come back; then the whole warp shuffles.
    const auto found = run_warp(R"(
        and.b32 %r2, %r9, 1; setp.eq.s32 %p1, %r2, 1;
        @%p1 bra far;
        add.s32 %r3, %r1, 1000;
        meet:
        shfl.sync.bfly.b32 %r0, %r3, 1, 31, -1;
        bra.uni end;
        far:
        add.s32 %r3, %r1, 2000;
        bra.uni meet;
        end:)");
    for (std::uint64_t lane = 0; lane < 32; ++lane)
        BOOST_TEST(found[lane] == (lane ^ 1) + 100 + (lane % 2 ? 1000 : 2000));
}

BOOST_AUTO_TEST_CASE(loops_as_often_as_each_lane_wants) {
    const auto found = run_warp(R"(
        mov.u32 %r0, 0; mov.u32 %r2, 0;
        again:
        add.s32 %r0, %r0, %r2; add.s32 %r2, %r2, 1;
        setp.le.u32 %p1, %r2, %r9;
        @%p1 bra again;)");
    for (std::uint64_t lane = 0; lane < 32; ++lane) BOOST_TEST(found[lane] == lane * (lane + 1) / 2);
}

BOOST_AUTO_TEST_CASE(leaves_lanes_alone_whose_predicate_is_false) {
    const auto found =
        run_warp("setp.lt.u32 %p1, %r9, 10; mov.u32 %r0, 1; @%p1 mov.u32 %r0, 2; @!%p1 add.u32 %r0, %r0, 6;");
    for (std::uint64_t lane = 0; lane < 32; ++lane) BOOST_TEST(found[lane] == (lane < 10 ? 2u : 7u));
}

BOOST_AUTO_TEST_CASE(numbers_threads_and_blocks) {
    Memory memory;
    const std::uint64_t to = memory.allocate(4 * 2 * 3 * 4 * 5);
    const Module module = parse(kernel_text(R"(
        mov.u32 %r1, %tid.x; mov.u32 %r2, %tid.y; mov.u32 %r3, %ntid.x; mad.lo.s32 %r4, %r2, %r3, %r1;
        mov.u32 %r5, %ctaid.x; mov.u32 %r6, %ctaid.z; mov.u32 %r7, %nctaid.x; mad.lo.s32 %r8, %r6, %r7, %r5;
        mov.u32 %r9, %ntid.y; mul.lo.s32 %r10, %r9, %r3; mad.lo.s32 %r11, %r8, %r10, %r4;
        ld.param.u64 %rd1, [to]; mul.wide.u32 %rd2, %r11, 4; add.s64 %rd1, %rd1, %rd2; st.global.u32 [%rd1], %r11;)",
                                            ".param .u64 to"),
                                memory);
    Launch launch{{2, 1, 3}, {5, 4, 1}, std::vector<char>(8)};
    std::memcpy(launch.parameters.data(), &to, 8);
    const Statistics statistics = run(module.kernels.at("k"), launch, memory);
    BOOST_TEST(statistics.blocks == 6u);
    std::vector<std::uint32_t> found(120);
    memory.read(found.data(), to, 480);
    for (std::uint32_t n = 0; n < 120; ++n) BOOST_TEST(found[n] == n);
}

// Inside of scopes, as inline assembly has them, names may be declared again.
BOOST_AUTO_TEST_CASE(declares_registers_in_scopes) {
    const auto found = run_warp(
        "{ .reg .b32 t; mov.b32 t, 5; { .reg .b32 t; mov.b32 t, 7; add.s32 %r0, t, 0; } add.s32 %r0, %r0, t; "
        "}");
    BOOST_TEST(found[0] == 12u);
}

// Far more registers than one warp needs at the same time.
BOOST_AUTO_TEST_CASE(shares_places_between_registers) {
    std::string body = ".reg .b32 %x<2000>; mov.u32 %x0, %r1;";
    for (int n = 1; n < 2000; ++n)
        body += "add.s32 %x" + std::to_string(n) + ", %x" + std::to_string(n - 1) + ", 1;\n";
    body += "mov.u32 %r0, %x1999;";
    BOOST_TEST(run_warp(body)[3] == 103u + 1999u);
    Memory memory;
    const Module module = parse(kernel_text("mov.u32 %r1, 0;" + body), memory);
    BOOST_TEST(module.kernels.at("k").register_bytes < 2000u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
