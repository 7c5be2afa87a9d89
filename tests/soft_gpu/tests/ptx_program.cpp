#include "ptx_program.h"

#include <cmath>
#include <random>

namespace ptx::test {
namespace {

constexpr const char* kHead = ".version 7.0\n.target sm_80\n.address_size 64\n";

const char* const kReadInputs = R"(
    mov.u32 %r9, %tid.x;
    mov.u32 %r8, %ctaid.x;
    mov.u32 %r7, %ntid.x;
    mad.lo.s32 %r8, %r8, %r7, %r9;
    ld.param.u64 %rd8, [input];
    ld.param.u64 %rd9, [output];
    mul.wide.u32 %rd7, %r8, 24;
    add.s64 %rd8, %rd8, %rd7;
    mul.wide.u32 %rd7, %r8, 8;
    add.s64 %rd9, %rd9, %rd7;
)";

std::string read_input(int n) {
    const std::string number = std::to_string(n);
    return "ld.global.u64 %rd" + number + ", [%rd8+" + std::to_string(8 * (n - 1)) + "];\n" +  //
           "cvt.u32.u64 %r" + number + ", %rd" + number + ";\n" +                              //
           "cvt.u16.u64 %rs" + number + ", %rd" + number + ";\n" +                             //
           "mov.b32 %f" + number + ", %r" + number + ";\n" +                                   //
           "mov.b64 %fd" + number + ", %rd" + number + ";\n";
}

std::string write_result(const std::string& result) {
    if (result == "p") return "selp.u64 %rd0, 1, 0, %p0;\nst.global.u64 [%rd9], %rd0;\n";
    const std::string type = result == "rs"   ? "u16"
                             : result == "r"  ? "u32"
                             : result == "f"  ? "f32"
                             : result == "fd" ? "f64"
                                              : "u64";
    return "st.global.u64 [%rd9], 0;\nst.global." + type + " [%rd9], %" + result + "0;\n";
}

}  // namespace

std::string kernel_text(const std::string& body, const std::string& parameters) {
    return std::string(kHead) + ".visible .entry k(" + parameters +
           ") {\n.reg .pred %p<9>;\n.reg .b16 %rs<9>;\n.reg .b32 %r<20>;\n.reg .f32 %f<20>;\n.reg .b64 "
           "%rd<20>;\n"
           ".reg .f64 %fd<9>;\n" +
           body + "\nret;\n}\n";
}

std::vector<std::uint64_t> run_program(const Program& program, const std::vector<Inputs>& inputs) {
    const std::string text =
        kernel_text(program.declarations + kReadInputs + read_input(1) + read_input(2) + read_input(3) +
                        program.body + "\n" + write_result(program.result),
                    ".param .u64 input, .param .u64 output");
    Memory memory;
    // Whole blocks: the last threads compute with zeros.
    const std::size_t blocks = (inputs.size() + program.block - 1) / program.block,
                      threads = blocks * program.block;
    std::vector<Inputs> padded = inputs;
    padded.resize(threads, Inputs{});
    const std::uint64_t input = memory.allocate(threads * sizeof(Inputs)),
                        output = memory.allocate(threads * 8);
    memory.write(input, padded.data(), threads * sizeof(Inputs));
    run_text(text, memory, {input, output}, program.block, static_cast<unsigned>(blocks));
    std::vector<std::uint64_t> results(threads);
    memory.read(results.data(), output, threads * 8);
    results.resize(inputs.size());
    return results;
}

Statistics run_text(const std::string& text, Memory& memory, const std::vector<std::uint64_t>& addresses,
                    unsigned block, unsigned grid) {
    const Module module = parse(text, memory);
    Launch launch{{grid, 1, 1}, {block, 1, 1}, {}};
    const char* bytes = reinterpret_cast<const char*>(addresses.data());
    launch.parameters.assign(bytes, bytes + 8 * addresses.size());
    launch.counts_banks = true;
    return run(module.kernels.at("k"), launch, memory);
}

std::vector<Inputs> telling_inputs(bool real, int bits) {
    std::vector<std::uint64_t> values = {0,
                                         1,
                                         2,
                                         3,
                                         5,
                                         7,
                                         8,
                                         31,
                                         32,
                                         33,
                                         63,
                                         64,
                                         100,
                                         255,
                                         0x7f,
                                         0x80,
                                         0x7fff,
                                         0x8000,
                                         0x7fffffff,
                                         0x80000000,
                                         0xffffffff,
                                         ~std::uint64_t{0},
                                         std::uint64_t{1} << 63};
    if (real && bits == 32) {
        values.clear();
        for (const float v :
             {0.f, -0.f,  1.f,  -1.f,    .5f,     1.5f,  2.5f,         -2.5f,    3.4e38f,   1e-40f,
              7.f, -1e9f, 3e9f, 65504.f, 65520.f, 1e-7f, 0x1.ffep-15f, INFINITY, -INFINITY, NAN}) {
            values.push_back(to_bits(v));
        }
    } else if (real) {
        values.clear();
        for (const double v :
             {0., -0., 1., -1.5, 2.5, 1e300, -1e-300, 3e9, 1e19, double(INFINITY), double(NAN)}) {
            values.push_back(to_bits(v));
        }
    }
    std::vector<Inputs> inputs;
    for (const std::uint64_t a : values) {
        for (const std::uint64_t b : values)
            inputs.push_back({a, b, values[inputs.size() * 7 % values.size()]});
    }
    std::mt19937_64 random(1);
    for (int n = 0; n < 500; ++n) {
        Inputs input;
        for (auto& value : input) {
            value = random();
            // Floats of moderate size: of random bits few would ever be of the same magnitude.
            if (real && bits == 32)
                value = to_bits(static_cast<float>(static_cast<std::int32_t>(value)) * 0x1p-24f);
            if (real && bits == 64)
                value = to_bits(static_cast<double>(static_cast<std::int64_t>(value)) * 0x1p-56);
        }
        inputs.push_back(input);
    }
    return inputs;
}

}  // namespace ptx::test
