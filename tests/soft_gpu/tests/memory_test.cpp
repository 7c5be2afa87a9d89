#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "ptx_program.h"

namespace ptx::test {
namespace {

std::uint64_t upload(Memory& memory, const std::vector<unsigned char>& bytes) {
    const std::uint64_t address = memory.allocate(bytes.size());
    memory.write(address, bytes.data(), bytes.size());
    return address;
}
std::vector<unsigned char> counting(std::size_t count) {
    std::vector<unsigned char> bytes(count);
    std::iota(bytes.begin(), bytes.end(), static_cast<unsigned char>(1));
    return bytes;
}
std::vector<unsigned char> contents(const Memory& memory, std::uint64_t address, std::size_t count) {
    std::vector<unsigned char> bytes(count);
    BOOST_REQUIRE(memory.read(bytes.data(), address, count));
    return bytes;
}

// Copies 16 bytes by the body's instructions, from %rd1 to %rd2.
void check_copy(const std::string& body, const std::string& declarations = "") {
    BOOST_TEST_CONTEXT(body) {
        Memory memory;
        const auto bytes = counting(16);
        const std::uint64_t from = upload(memory, bytes), to = memory.allocate(16);
        run_text(kernel_text(declarations + "ld.param.u64 %rd1, [from]; ld.param.u64 %rd2, [to];" + body,
                             ".param .u64 from, .param .u64 to"),
                 memory, {from, to}, 1);
        BOOST_TEST((contents(memory, to, 16) == bytes));
    }
}

BOOST_AUTO_TEST_SUITE(memory_access)

BOOST_AUTO_TEST_CASE(moves_vectors) {
    check_copy("ld.global.v4.u32 {%r1,%r2,%r3,%r4}, [%rd1]; st.global.v4.u32 [%rd2], {%r1,%r2,%r3,%r4};");
    check_copy("ld.global.nc.v2.u64 {%rd3,%rd4}, [%rd1]; st.global.v2.b64 [%rd2], {%rd3,%rd4};");
    check_copy("ld.global.v4.f32 {%f1,%f2,%f3,%f4}, [%rd1]; st.global.v4.f32 [%rd2], {%f1,%f2,%f3,%f4};");
    check_copy(
        "ld.global.v4.u16 {%rs1,%rs2,%rs3,%rs4}, [%rd1]; st.global.v4.u16 [%rd2], {%rs1,%rs2,%rs3,%rs4};"
        "ld.global.v4.u16 {%rs1,%rs2,%rs3,%rs4}, [%rd1+8]; st.global.v4.u16 [%rd2+8], "
        "{%rs1,%rs2,%rs3,%rs4};");
}

BOOST_AUTO_TEST_CASE(goes_through_every_space) {
    const std::string load = "ld.global.v4.u32 {%r1,%r2,%r3,%r4}, [%rd1];";
    const std::string store = "st.global.v4.u32 [%rd2], {%r5,%r6,%r7,%r8};";
    check_copy(load + "st.shared.v4.u32 [s], {%r1,%r2,%r3,%r4};" +
                   "ld.shared.v4.u32 {%r5,%r6,%r7,%r8}, [s];" + store,
               ".shared .align 16 .b8 s[16];");
    check_copy(load + "mov.u64 %rd3, l; st.local.v4.u32 [%rd3+16], {%r1,%r2,%r3,%r4};" +
                   "ld.local.v4.u32 {%r5,%r6,%r7,%r8}, [%rd3+16];" + store,
               ".local .align 16 .b8 l[32];");
}

BOOST_AUTO_TEST_CASE(finds_the_space_of_a_generic_address) {
    check_copy("ld.v4.u32 {%r1,%r2,%r3,%r4}, [%rd1]; st.v4.u32 [%rd2], {%r1,%r2,%r3,%r4};");
    for (const std::string space : {"shared", "local"}) {
        check_copy("mov.u64 %rd3, s; cvta." + space + ".u64 %rd4, %rd3;" +
                       "ld.global.v4.u32 {%r1,%r2,%r3,%r4}, [%rd1]; st.v4.u32 [%rd4], {%r1,%r2,%r3,%r4};" +
                       "cvta.to." + space + ".u64 %rd5, %rd4; ld." + space +
                       ".v4.u32 {%r5,%r6,%r7,%r8}, [%rd5];" + "st.global.v4.u32 [%rd2], {%r5,%r6,%r7,%r8};",
                   "." + space + " .align 16 .b8 s[16];");
    }
}

BOOST_AUTO_TEST_CASE(extends_narrow_values_by_their_sign) {
    Memory memory;
    const std::uint64_t from = upload(memory, {0x80, 0xff, 0x81, 0x82}), to = memory.allocate(24);
    run_text(
        kernel_text("ld.param.u64 %rd1, [from]; ld.param.u64 %rd2, [to];"
                    "ld.global.s8 %r1, [%rd1]; st.global.u32 [%rd2], %r1;"
                    "ld.global.u8 %r1, [%rd1]; st.global.u32 [%rd2+4], %r1;"
                    "ld.global.s16 %r1, [%rd1+2]; st.global.u32 [%rd2+8], %r1;"
                    "ld.global.u8 %rs1, [%rd1+1]; st.global.u16 [%rd2+12], %rs1; st.global.u16 [%rd2+14], -1;"
                    "ld.global.s32 %rd3, [%rd1]; st.global.u64 [%rd2+16], %rd3;",
                    ".param .u64 from, .param .u64 to"),
        memory, {from, to}, 1);
    const std::vector<unsigned char> expected = {0x80, 0xff, 0xff, 0xff, 0x80, 0,    0,    0,
                                                 0x81, 0x82, 0xff, 0xff, 0xff, 0,    0xff, 0xff,
                                                 0x80, 0xff, 0x81, 0x82, 0xff, 0xff, 0xff, 0xff};
    BOOST_TEST((contents(memory, to, 24) == expected));
}

BOOST_AUTO_TEST_CASE(reads_variables_of_the_module) {
    Memory memory;
    const std::uint64_t to = memory.allocate(8);
    std::string text = kernel_text(
        "ld.param.u64 %rd2, [to]; ld.global.u16 %r1, [table+4]; st.global.u32 [%rd2], %r1;"
        "mov.u64 %rd3, weights; ld.const.f32 %f1, [%rd3+4]; st.global.f32 [%rd2+4], %f1;",
        ".param .u64 to");
    text.insert(text.find(".visible"),
                ".global .align 4 .u16 table[4] = {1, 2, 258, 4};\n.const .align 4 .f32 weights[2] = "
                "{0f00000000, 0f3F800000};\n");
    run_text(text, memory, {to}, 1);
    BOOST_TEST((contents(memory, to, 8) == std::vector<unsigned char>{2, 1, 0, 0, 0, 0, 0x80, 0x3f}));
}

BOOST_AUTO_TEST_CASE(gives_each_thread_its_own_local_memory) {
    const auto found =
        run_program({"st.local.u32 [l], %r9; ld.local.u32 %r0, [l];", "r", ".local .align 4 .b8 l[4];"},
                    std::vector<Inputs>(64));
    for (std::size_t thread = 0; thread < 64; ++thread) BOOST_TEST(found[thread] == thread % 32);
}

BOOST_AUTO_TEST_CASE(shows_poison_where_nothing_was_written) {
    Memory memory;
    const std::uint64_t address = memory.allocate(8);
    const std::uint32_t one = 1;
    memory.write(address, &one, 4);
    BOOST_TEST(
        (contents(memory, address, 8) == std::vector<unsigned char>{1, 0, 0, 0, 0xff, 0x7f, 0xff, 0x7f}));
}

BOOST_AUTO_TEST_CASE(is_full_at_its_capacity) {
    Memory memory(1000);
    const std::uint64_t first = memory.allocate(600);
    BOOST_TEST(first != 0u);
    BOOST_TEST(memory.allocate(600) == 0u);
    BOOST_TEST(memory.available() == 400u);
    BOOST_TEST(memory.free(first));
    BOOST_TEST(!memory.free(first));
    BOOST_TEST(memory.allocate(1000) != 0u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
