// Runs small pieces of PTX and gives back what they computed.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>
#include <type_traits>
#include <vector>

#include "soft_gpu/ptx.h"

namespace ptx::test {

using Inputs = std::array<std::uint64_t, 3>;

// Each thread has its number in %r9 and three inputs as registers of each kind: %rs1 to %rs3 (16 bits), %r1
// to %r3, %f1 to %f3, %rd1 to %rd3, %fd1 to %fd3.  `body` leaves the result in %RESULT0: "r" for 32 bits,
// "rd" for 64, "rs", "f", "fd", or "p", which becomes 0 or 1.  `declarations` come before the instructions.
struct Program {
    std::string body, result = "r";
    std::string declarations{};
    unsigned block = 32;
};
std::vector<std::uint64_t> run_program(const Program& program, const std::vector<Inputs>& inputs);

// A kernel of this name without parameters, for any text as its body.
std::string kernel_text(const std::string& body, const std::string& parameters = "");

// Runs the kernel `k` of the text; the parameters are the addresses.
Statistics run_text(const std::string& text, Memory& memory, const std::vector<std::uint64_t>& addresses,
                    unsigned block = 32, unsigned grid = 1);

// BOOST_CHECK_EXCEPTION(..., Fault, says("text"))
inline auto says(std::string text) {
    return [text = std::move(text)](const std::exception& e) {
        const bool found = std::string(e.what()).find(text) != std::string::npos;
        if (!found) std::fprintf(stderr, "  it says: %s\n", e.what());
        return found;
    };
}

// Values that find mistakes: ends of ranges, powers of two, signs, zeros; for floats also those that are no
// numbers.
std::vector<Inputs> telling_inputs(bool real, int bits);

template <class T>
T from_bits(std::uint64_t bits) {
    T value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}
template <class T>
std::uint64_t to_bits(T value) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &value, sizeof value);
    return bits;
}
template <class T>
std::string register_of() {
    if (std::is_same_v<T, bool>) return "p";
    if (std::is_floating_point_v<T>) return sizeof(T) == 4 ? "f" : "fd";
    return sizeof(T) == 2 ? "rs" : sizeof(T) == 4 ? "r" : "rd";
}

// Replaces the words D, A, B, C, N and M of a text: D is `destination`, A, B and C are the registers 1 to 3
// of the kind `source`, N and M the second and the third input as 32 bits.
std::string name_operands(const std::string& text, const std::string& destination, const std::string& source);

// How many of the telling inputs give another result than `expected` (of up to three operands).
template <class R, class A, class Expected>
int count_differences(const std::string& text, Expected expected) {
    const std::string body = name_operands(text, "%" + register_of<R>() + "0", "%" + register_of<A>());
    const auto inputs = telling_inputs(std::is_floating_point_v<A>, 8 * sizeof(A));
    const auto found = run_program({body, register_of<R>()}, inputs);
    int differences = 0;
    for (std::size_t n = 0; n < inputs.size(); ++n) {
        const R wanted =
            expected(from_bits<A>(inputs[n][0]), from_bits<A>(inputs[n][1]), from_bits<A>(inputs[n][2]));
        const R got = from_bits<R>(found[n]);
        if (wanted != wanted && got != got) continue;  // neither is a number
        differences += to_bits(wanted) != to_bits(got);
    }
    return differences;
}

}  // namespace ptx::test
