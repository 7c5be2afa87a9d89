// Planted faults: what a GPU may forgive or not notice is a Fault here, which names the place.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "ptx_program.h"

namespace ptx::test {
namespace {

constexpr unsigned kThreads = 128, kBlocks = 3, kCount = kThreads * kBlocks;

// A block's threads write their numbers to shared memory and read those of others.
void run_shared(const std::string& body, unsigned threads = 64) {
    Memory memory;
    run_text(kernel_text(".shared .align 16 .b8 s[256]; mov.u32 %r9, %tid.x; shl.b32 %r10, %r9, 2;"
                         "sub.s32 %r11, 252, %r10;" +
                         body),
             memory, {}, threads);
}
const std::string kInFirstWarp = "setp.lt.u32 %p1, %r9, 32; @%p1 ",
                  kInSecondWarp = "setp.lt.u32 %p1, %r9, 32; @!%p1 ";
const std::string kWrite = "st.shared.u32 [%r10], %r9;", kReadOther = "ld.shared.u32 %r1, [%r11];";

// Runs a body whose %rd1 is the address of 100 floats, all written.
void run_global(const std::string& body) {
    Memory memory;
    const std::uint64_t address = memory.allocate(400);
    memory.fill(address, 0, 400);
    run_text(kernel_text("ld.param.u64 %rd1, [a];" + body, ".param .u64 a"), memory, {address}, 1);
}

// The kernels of faulty_kernels.cu over kCount floats, `name` says with which fault.
std::vector<float> run_kernel(const std::string& name) {
    Memory memory;
    std::stringstream text;
    text << std::ifstream(LUMBAR_FAULTY_KERNELS).rdbuf();
    const Module module = parse(text.str(), memory);
    std::vector<float> values(kCount);
    for (unsigned n = 0; n < kCount; ++n) values[n] = static_cast<float>(n);
    const std::uint64_t in = memory.allocate(4 * kCount), out = memory.allocate(4 * kCount);
    memory.write(in, values.data(), 4 * kCount);
    Launch launch{{kBlocks, 1, 1}, {kThreads, 1, 1}, std::vector<char>(24)};
    const std::uint64_t parameters[] = {in, out, kCount};
    std::memcpy(launch.parameters.data(), parameters, sizeof parameters);
    run(module.kernels.at(name), launch, memory);
    memory.read(values.data(), out, 4 * kCount);
    return values;
}

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(of_compiled_kernels_are_caught) {
    const auto found = run_kernel("reverse_blocks");
    for (unsigned n = 0; n < kCount; ++n) {
        BOOST_TEST(found[n] == static_cast<float>(n / kThreads * kThreads + kThreads - 1 - n % kThreads));
    }
    // The first warp reads what the last has still to write.
    BOOST_CHECK_EXCEPTION(run_kernel("missing_barrier"), Fault, says("thread 0, PTX line "));
    BOOST_CHECK_EXCEPTION(run_kernel("missing_barrier"), Fault, says("never written"));
    BOOST_CHECK_EXCEPTION(run_kernel("missing_barrier_among_neighbours"), Fault,
                          says("another thread wrote after the last barrier: a race"));
    BOOST_CHECK_EXCEPTION(run_kernel("missing_second_barrier"), Fault,
                          says("another thread wrote after the last barrier: a race"));
    BOOST_CHECK_EXCEPTION(run_kernel("early_overwrite"), Fault,
                          says("another thread read after the last barrier: a race"));
    BOOST_CHECK_EXCEPTION(run_kernel("wrong_index"), Fault, says("outside of shared memory"));
    BOOST_CHECK_EXCEPTION(run_kernel("wrong_stride"), Fault, says("outside of every allocation"));
    BOOST_CHECK_EXCEPTION(run_kernel("off_by_one"), Fault, says("outside of every allocation"));
    BOOST_CHECK_EXCEPTION(run_kernel("misaligned"), Fault, says("not a multiple"));
    BOOST_CHECK_EXCEPTION(run_kernel("uninitialised_shared"), Fault, says("never written"));
    BOOST_CHECK_EXCEPTION(run_kernel("divergent_barrier"), Fault, says("barrier"));
}

// A tail that no thread writes reads back as not a number.
BOOST_AUTO_TEST_CASE(show_in_results_that_were_never_written) {
    const auto found = run_kernel("short_tail");
    BOOST_TEST(found[kCount - 2] == static_cast<float>(kCount - 2));
    BOOST_TEST(std::isnan(found[kCount - 1]));
}

BOOST_AUTO_TEST_CASE(name_kernel_block_thread_and_line) {
    BOOST_CHECK_EXCEPTION(run_kernel("off_by_one"), Fault,
                          says("off_by_one, block (2,0,0), thread 127, PTX line "));
    BOOST_CHECK_EXCEPTION(run_kernel("wrong_stride"), Fault,
                          says("wrong_stride, block (1,0,0), thread 64, PTX line "));
}

BOOST_AUTO_TEST_CASE(in_global_memory_are_addresses_outside) {
    run_global("ld.global.f32 %f1, [%rd1+396];");
    for (const char* body :
         {"ld.global.f32 %f1, [%rd1+400];", "ld.global.f32 %f1, [%rd1+-4];",
          "st.global.v2.f32 [%rd1+400], {%f1,%f1};", "mov.u64 %rd1, 0; ld.global.f32 %f1, [%rd1];"}) {
        BOOST_CHECK_EXCEPTION(run_global(body), Fault, says("outside of every allocation"));
    }
    BOOST_CHECK_EXCEPTION(run_global("ld.global.v4.f32 {%f1,%f2,%f3,%f4}, [%rd1+8];"), Fault,
                          says("not a multiple"));
    BOOST_CHECK_EXCEPTION(run_global("ld.param.u64 %rd1, [a+8];"), Fault, says("outside of the parameters"));
}

BOOST_AUTO_TEST_CASE(have_the_drivers_code) {
    const auto code_of = [](const std::string& body) {
        try {
            run_global(body);
        } catch (const Fault& fault) {
            return fault.code;
        }
        return 0;
    };
    BOOST_TEST(code_of("ld.global.f32 %f1, [%rd1+400];") == 700);
    BOOST_TEST(code_of("ld.global.f32 %f1, [%rd1+2];") == 716);
    BOOST_TEST(code_of("trap;") == 719);
}

BOOST_AUTO_TEST_CASE(are_reads_of_global_memory_that_was_never_written) {
    Memory memory;
    const std::uint64_t address = memory.allocate(64);
    const auto read = [&] {
        run_text(
            kernel_text("ld.param.u64 %rd1, [a]; ld.global.v2.u32 {%r1,%r2}, [%rd1+8];", ".param .u64 a"),
            memory, {address}, 1);
    };
    memory.fill(address, 0, 12);
    BOOST_CHECK_EXCEPTION(read(), Fault, says("never written"));
    run_text(kernel_text("ld.param.u64 %rd1, [a]; st.global.u32 [%rd1+12], 0;", ".param .u64 a"), memory,
             {address}, 1);
    BOOST_CHECK_NO_THROW(read());
}

// The register keeps its poison in the lanes that skip the instruction that would write it.
BOOST_AUTO_TEST_CASE(show_in_the_address_that_is_read_from_an_unset_register) {
    run_global("mov.u64 %rd2, %rd1; ld.global.f32 %f1, [%rd2];");
    BOOST_CHECK_EXCEPTION(
        run_global("setp.eq.u32 %p1, 0, 1; @%p1 mov.u64 %rd2, %rd1; ld.global.f32 %f1, [%rd2];"), Fault,
        says("0x7f7f7f7f"));
}

BOOST_AUTO_TEST_CASE(are_races_on_shared_memory) {
    run_shared(kWrite + "bar.sync 0;" + kReadOther);
    // Warps run one after the other: which of the two threads is at fault depends on the warps that they are
    // in.
    BOOST_CHECK_EXCEPTION(run_shared(kWrite + kReadOther), Fault, says("never written"));
    BOOST_CHECK_EXCEPTION(run_shared(kWrite + kInSecondWarp + kReadOther), Fault,
                          says("reads shared memory that another thread wrote after"));
    BOOST_CHECK_EXCEPTION(run_shared(kWrite + "bar.sync 0;" + kReadOther + kWrite), Fault,
                          says("reads shared memory that another thread wrote after"));
    BOOST_CHECK_EXCEPTION(run_shared(kWrite + "bar.sync 0;" + kInFirstWarp + kReadOther + kWrite), Fault,
                          says("writes shared memory that another thread read after"));
    BOOST_CHECK_EXCEPTION(run_shared("st.shared.u32 [0], %r9;"), Fault,
                          says("writes shared memory that another thread wrote"));
    BOOST_CHECK_EXCEPTION(run_shared(kReadOther), Fault, says("never written"));
    run_shared(kWrite + "bar.sync 0;" + kReadOther + "bar.sync 0;" + kWrite);
    run_shared(kWrite + "ld.shared.u32 %r1, [%r10];" + kWrite);  // one's own
}

// Within a warp, only bar.warp.sync orders.
BOOST_AUTO_TEST_CASE(are_races_within_a_warp) {
    const std::string other = "xor.b32 %r11, %r10, 4; ld.shared.u32 %r1, [%r11];";
    BOOST_CHECK_EXCEPTION(run_shared(kWrite + other), Fault, says("a race"));
    BOOST_CHECK_EXCEPTION(run_shared(kWrite + "shfl.sync.bfly.b32 %r2, %r9, 1, 31, -1;" + other), Fault,
                          says("a race"));
    run_shared(kWrite + "bar.warp.sync -1;" + other);
    BOOST_CHECK_EXCEPTION(run_shared(kWrite + "bar.warp.sync -1;" + other + kWrite), Fault, says("a race"));
    run_shared(kWrite + "bar.warp.sync -1;" + other + "bar.warp.sync -1;" + kWrite);
}

// Neighbours in a word are not the same memory.
BOOST_AUTO_TEST_CASE(are_not_seen_where_threads_write_halves_of_a_word) {
    run_shared("shl.b32 %r12, %r9, 1; cvt.u16.u32 %rs1, %r9; st.shared.u16 [%r12], %rs1; bar.sync 0;");
}

BOOST_AUTO_TEST_CASE(are_barriers_that_not_all_threads_reach) {
    const std::string some = "setp.lt.u32 %p1, %r9, 40;";
    BOOST_CHECK_EXCEPTION(run_shared(some + "@%p1 bra out; bar.sync 0; out:"), Fault,
                          says("exited, while others wait"));
    BOOST_CHECK_EXCEPTION(
        run_shared("setp.lt.u32 %p1, %r9, 32; @%p1 bra other; bar.sync 0; ret; other: bar.sync 0;"), Fault,
        says("waits at another barrier"));
    BOOST_CHECK_EXCEPTION(run_shared(some + "@%p1 bra other; bar.sync 0; ret; other: bar.sync 0;"), Fault,
                          says("wait at different barriers"));
    BOOST_CHECK_EXCEPTION(run_shared(some + "@%p1 bar.sync 0;"), Fault, says("exited, while others wait"));
}

BOOST_AUTO_TEST_CASE(are_instructions_of_a_warp_that_lack_lanes) {
    const std::string product =
        "mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {%f1,%f2,%f3,%f4}, {%r1,%r2}, {%r3}, "
        "{%f1,%f2,%f3,%f4};";
    const std::string odd = "and.b32 %r12, %r9, 1; setp.eq.u32 %p1, %r12, 1;";
    run_shared(product);
    BOOST_CHECK_EXCEPTION(run_shared(odd + "@%p1 bra out;" + product + "out:"), Fault, says("misses lanes"));
    BOOST_CHECK_EXCEPTION(run_shared(odd + "@%p1 " + product), Fault, says("predicate excludes a lane"));
    BOOST_CHECK_EXCEPTION(run_shared(product, 48), Fault, says("misses lanes"));
    BOOST_CHECK_EXCEPTION(run_shared(odd + "@%p1 bra out; shfl.sync.bfly.b32 %r2, %r9, 1, 31, -1; out:"),
                          Fault, says("misses lanes"));
    BOOST_CHECK_EXCEPTION(run_shared("shfl.sync.bfly.b32 %r2, %r9, 1, 31, 65535;"), Fault,
                          says("not in its member mask"));
    run_shared("setp.lt.u32 %p1, %r9, 16; @%p1 shfl.sync.bfly.b32 %r2, %r9, 1, 31, 65535;", 32);
}

// Whatever the order in which cores take blocks.
BOOST_AUTO_TEST_CASE(of_several_blocks_are_told_of_the_first) {
    for (int n = 0; n < 20; ++n) {
        Memory memory;
        const std::string text =
            kernel_text("mov.u32 %r1, %ctaid.x; setp.lt.u32 %p1, %r1, 5; @%p1 bra out; trap; out:");
        BOOST_CHECK_EXCEPTION(run_text(text, memory, {}, 32, 100), Fault, says("block (5,0,0)"));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
