#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "ptx_program.h"

namespace ptx::test {
namespace {

// Thread t copies 16 bytes to 16 t in shared memory and gives back a word of them.  %rd8: the thread's input,
// of which 16 bytes are copied; %r10: the place in shared memory.
std::vector<std::uint64_t> run_copies(const std::string& body) {
    std::vector<Inputs> inputs;
    for (std::uint64_t n = 0; n < 64; ++n) inputs.push_back({n << 32 | (n + 50), n + 100, 0});
    return run_program({"shl.b32 %r10, %r9, 4;" + body, "r", ".shared .align 16 .b8 s[1024];", 64}, inputs);
}

// Inputs are 24 bytes a thread: 8 bytes is what a source is a multiple of.
const std::string kCopy = "cp.async.ca.shared.global [%r10], [%rd8], 8; cp.async.commit_group;";

BOOST_AUTO_TEST_SUITE(async_copies)

BOOST_AUTO_TEST_CASE(arrive_when_waited_for) {
    const auto found = run_copies(kCopy + "cp.async.wait_group 0; ld.shared.u32 %r0, [%r10];");
    for (std::uint64_t n = 0; n < 64; ++n) BOOST_TEST(found[n] == n + 50);
    BOOST_TEST(
        run_copies(
            "cp.async.ca.shared.global [%r10], [%rd8+8], 4; cp.async.wait_all; ld.shared.u32 %r0, [%r10];")
            [9] == 109u);
}

BOOST_AUTO_TEST_CASE(reach_other_threads_by_a_barrier) {
    const auto found = run_copies(
        kCopy + "cp.async.wait_group 0; bar.sync 0; xor.b32 %r11, %r10, 1008; ld.shared.u32 %r0, [%r11];");
    for (std::uint64_t n = 0; n < 64; ++n) BOOST_TEST(found[n] == 63 - n + 50);
}

BOOST_AUTO_TEST_CASE(fill_with_zeros_what_the_source_does_not_give) {
    const std::string rest = "cp.async.wait_all; ld.shared.u32 %r0, [%r10+4];";
    BOOST_TEST(run_copies("cp.async.ca.shared.global [%r10], [%rd8], 8, 8;" + rest)[5] == 5u);
    BOOST_TEST(run_copies("cp.async.ca.shared.global [%r10], [%rd8], 8, 4;" + rest)[5] == 0u);
    // Of a source of no bytes, the address does not matter.
    BOOST_TEST(run_copies("mov.u64 %rd5, 0; cp.async.cg.shared.global [%r10], [%rd5], 16, 0;" + rest)[5] ==
               0u);
}

BOOST_AUTO_TEST_CASE(complete_group_by_group) {
    const std::string two_groups =
        "cp.async.ca.shared.global [%r10], [%rd8], 8; cp.async.commit_group;"
        "cp.async.ca.shared.global [%r10+8], [%rd8+8], 8; cp.async.commit_group;"
        "cp.async.wait_group 1;";
    BOOST_TEST(run_copies(two_groups + "ld.shared.u32 %r0, [%r10];")[5] == 55u);
    BOOST_CHECK_EXCEPTION(run_copies(two_groups + "ld.shared.u32 %r0, [%r10+8];"), Fault,
                          says("cp.async may still write"));
}

BOOST_AUTO_TEST_CASE(are_not_read_before_they_arrived) {
    BOOST_CHECK_EXCEPTION(run_copies(kCopy + "ld.shared.u32 %r0, [%r10];"), Fault,
                          says("cp.async may still write"));
    BOOST_CHECK_EXCEPTION(
        run_copies(kCopy + "bar.sync 0; xor.b32 %r11, %r10, 1008; ld.shared.u32 %r0, [%r11];"), Fault,
        says("cp.async may still write"));
}

// Each thread waits for its own copies alone.
BOOST_AUTO_TEST_CASE(are_not_read_by_others_without_a_barrier) {
    BOOST_CHECK_EXCEPTION(
        run_copies(kCopy + "cp.async.wait_group 0; xor.b32 %r11, %r10, 1008; ld.shared.u32 %r0, [%r11];"),
        Fault, says("never written"));  // by then: the other warp comes later
    BOOST_CHECK_EXCEPTION(
        run_copies(kCopy + "cp.async.wait_group 0; setp.gt.u32 %p1, %r9, 31; xor.b32 %r11, %r10, 1008;"
                           "@%p1 ld.shared.u32 %r0, [%r11];"),
        Fault, says("reads shared memory that another thread wrote after the last barrier"));
    BOOST_CHECK_EXCEPTION(
        run_copies(kCopy + "cp.async.wait_group 0; xor.b32 %r11, %r10, 16; ld.shared.u32 %r0, [%r11];"),
        Fault, says("reads shared memory that another thread wrote after the last barrier"));
    run_copies(kCopy +
               "cp.async.wait_group 0; bar.warp.sync -1; xor.b32 %r11, %r10, 16;"
               "ld.shared.u32 %r0, [%r11];");
}

BOOST_AUTO_TEST_CASE(do_not_overwrite_what_others_may_still_read) {
    const std::string arrived =
        kCopy + "cp.async.wait_all; bar.sync 0; xor.b32 %r11, %r10, 1008; setp.lt.u32 %p1, %r9, 32;";
    // The first warp reads what the second then copies to; the other way round the copy comes before the
    // read.
    BOOST_CHECK_EXCEPTION(run_copies(arrived + "@%p1 ld.shared.u32 %r0, [%r11];" + kCopy), Fault,
                          says("another thread read after the last barrier"));
    BOOST_CHECK_EXCEPTION(run_copies(arrived + "@!%p1 ld.shared.u32 %r0, [%r11];" + kCopy), Fault,
                          says("cp.async may still write"));
    run_copies(arrived + "ld.shared.u32 %r0, [%r11]; bar.sync 0;" + kCopy);
}

BOOST_AUTO_TEST_CASE(are_checked_as_loads_are) {
    BOOST_CHECK_EXCEPTION(run_copies("cp.async.ca.shared.global [%r10], [%rd8+4], 8;"), Fault,
                          says("not a multiple"));
    BOOST_CHECK_EXCEPTION(run_copies("cp.async.ca.shared.global [%r10+4], [%rd8], 8;"), Fault,
                          says("not a multiple"));
    BOOST_CHECK_EXCEPTION(run_copies("cp.async.ca.shared.global [%r10+1024], [%rd8], 8;"), Fault,
                          says("outside of shared memory"));
    BOOST_CHECK_EXCEPTION(run_copies("cp.async.ca.shared.global [%r10], [%rd8+80000], 8;"), Fault,
                          says("outside of every allocation"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
