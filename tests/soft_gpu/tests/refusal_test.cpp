// What the interpreter does not know it refuses when the text is loaded, and says where.
#include <boost/test/unit_test.hpp>
#include <string>

#include "ptx_program.h"

namespace ptx::test {
namespace {

void load(const std::string& body) {
    Memory memory;
    parse(kernel_text("\n" + body), memory);
}

BOOST_AUTO_TEST_SUITE(refusal)

BOOST_AUTO_TEST_CASE(of_instructions_and_modifiers_it_does_not_know) {
    for (const char* text : {
             "add.rz.f32 %f1, %f2, %f3;",                  // a rounding
             "add.f16 %rs1, %rs2, %rs3;",                  // a type
             "cvt.f32.s32 %f1, %r1;",                      // a rounding is missing
             "cvt.rzi.s32.s32 %r1, %r2;",                  // one too many
             "cvt.sat.s16.s32 %rs1, %r1;",                 //
             "ld.global.L1::evict_last.u32 %r1, [%rd1];",  //
             "ld.global.v8.u32 {%r1,%r2,%r3,%r4,%r5,%r6,%r7,%r8}, [%rd1];",
             "ld.global.v4.u64 {%rd1,%rd2,%rd3,%rd4}, [%rd5];",
             "mma.sync.aligned.m16n8k16.row.row.f32.f16.f16.f32 {%f1,%f2,%f3,%f4}, {%r1,%r2,%r3,%r4}, "
             "{%r5,%r6}, {%f1,%f2,%f3,%f4};",
             "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%f1,%f2,%f3,%f4}, {%r1,%r2,%r3,%r4}, "
             "{%r5,%r6}, {%f1,%f2,%f3,%f4};",
             "cp.async.cg.shared.global [%r1], [%rd1], 8;",
             "bar.sync 1;",
             "bar.sync 0, 64;",
             "bar.red.popc.u32 %r1, 0, %p1;",
             "atom.global.add.u32 %r1, [%rd1], 1;",
             "ex2.approx.f64 %fd1, %fd2;",
         }) {
        BOOST_CHECK_EXCEPTION(load(text), Error, says("instruction not known"));
    }
}

BOOST_AUTO_TEST_CASE(of_calls_and_textures) {
    BOOST_CHECK_EXCEPTION(load("call foo, ();"), Error, says("PTX line 12: operand not known: foo"));
    BOOST_CHECK_EXCEPTION(load("tex.2d.v4.f32.s32 {%f1,%f2,%f3,%f4}, [t, {%r1,%r2}];"), Error,
                          says("PTX line 12: address not known: [t, {%r1,%r2}]"));
}

BOOST_AUTO_TEST_CASE(names_line_and_text) {
    BOOST_CHECK_EXCEPTION(load("mov.u32 %r1, 0;\n  frob.u32 %r1, %r2;"), Error,
                          says("PTX line 13: instruction not known: frob.u32 %r1, %r2"));
}

BOOST_AUTO_TEST_CASE(of_operands_that_do_not_fit) {
    BOOST_CHECK_EXCEPTION(load("add.s32 %r1, %rd1, %r2;"), Error, says("width of operand 2"));
    BOOST_CHECK_EXCEPTION(load("add.s32 %r1, %r2;"), Error, says("number of operands"));
    BOOST_CHECK_EXCEPTION(load("add.s32 5, %r1, %r2;"), Error, says("a value as destination"));
    BOOST_CHECK_EXCEPTION(load("add.s32 %r1, %r2, %x;"), Error, says("operand not known: %x"));
    BOOST_CHECK_EXCEPTION(load("add.s32 %r1, [%r2], %r3;"), Error, says("address"));
    BOOST_CHECK_EXCEPTION(load("ld.global.u64 %rd2, %rd1;"), Error, says("address"));
    BOOST_CHECK_EXCEPTION(load("ld.global.u32 %r1, %rd1;"), Error, says("instruction not known"));
    BOOST_CHECK_EXCEPTION(load("ld.global.u32 %r1, [%rd1+x];"), Error, says("address not known"));
    BOOST_CHECK_EXCEPTION(load("ld.global.u32 %r1, [%rd1-4];"), Error, says("not known: %rd1-4"));
    BOOST_CHECK_EXCEPTION(load("@%r1 mov.u32 %r1, 0;"), Error, says("predicate not known"));
    BOOST_CHECK_EXCEPTION(load("ld.global.u32 %rs1, [%rd1];"), Error, says("instruction not known"));
}

BOOST_AUTO_TEST_CASE(of_text_that_is_no_kernel) {
    Memory memory;
    BOOST_CHECK_EXCEPTION(parse("", memory), Error, says("without .version"));
    BOOST_CHECK_EXCEPTION(parse("no PTX", memory), Error, says("not known"));
    BOOST_CHECK_EXCEPTION(load("bra nowhere;"), Error, says("no label nowhere"));
    BOOST_CHECK_EXCEPTION(load(".tex .u64 t;"), Error, says("not known"));
    BOOST_CHECK_EXCEPTION(load("mov.u32 %r1, 0; .shared .b32 s;"), Error, says("behind instructions"));
    const std::string text = kernel_text("");
    BOOST_CHECK_EXCEPTION(parse(text.substr(0, text.size() - 2), memory), Error, says("has no end"));
    BOOST_CHECK_EXCEPTION(parse(".version 7.0\n.target sm_80\n.visible .func f() { ret; }", memory), Error,
                          says("not known"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace ptx::test
