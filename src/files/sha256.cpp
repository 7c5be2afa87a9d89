#include "files/sha256.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "files/mapped_file.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace lumbar {
namespace {

constexpr std::size_t kBlock = 64;  // bytes
using State = std::array<std::uint32_t, 8>;
using Compress = void (*)(State& state, const unsigned char* blocks, std::size_t count);

// FIPS 180-4, 5.3.3 and 4.2.2: fractions of the square roots and the cube roots of the first primes.
constexpr State kStart = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
alignas(16) constexpr std::array<std::uint32_t, 64> kRounds = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t big_endian(const unsigned char* bytes) {
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 |
           bytes[3];
}

std::array<std::uint32_t, 64> schedule_of(const unsigned char* block) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t t = 0; t < 16; ++t) w[t] = big_endian(block + 4 * t);
    for (std::size_t t = 16; t < 64; ++t) {
        const auto low = std::rotr(w[t - 15], 7) ^ std::rotr(w[t - 15], 18) ^ w[t - 15] >> 3;
        const auto high = std::rotr(w[t - 2], 17) ^ std::rotr(w[t - 2], 19) ^ w[t - 2] >> 10;
        w[t] = w[t - 16] + low + w[t - 7] + high;
    }
    return w;
}

void compress_portably(State& state, const unsigned char* blocks, std::size_t count) {
    for (; count > 0; --count, blocks += kBlock) {
        const auto w = schedule_of(blocks);
        auto [a, b, c, d, e, f, g, h] = state;
        for (std::size_t t = 0; t < 64; ++t) {
            const auto sum_e = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
            const auto sum_a = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
            const auto first = h + sum_e + ((e & f) ^ (~e & g)) + kRounds[t] + w[t];
            const auto second = sum_a + ((a & b) ^ (a & c) ^ (b & c));
            h = g, g = f, f = e, e = d + first, d = c, c = b, b = a, a = first + second;
        }
        const State added = {a, b, c, d, e, f, g, h};
        for (std::size_t i = 0; i < state.size(); ++i) state[i] += added[i];
    }
}

#if defined(__x86_64__)
// Intel's SHA extensions hold the state as ABEF and CDGH, and compute two rounds an instruction.
__attribute__((target("sha,sse4.1"))) void compress_by_instructions(State& state, const unsigned char* blocks,
                                                                    std::size_t count) {
    auto* const words = reinterpret_cast<__m128i*>(state.data());
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const __m128i dcba = _mm_shuffle_epi32(_mm_loadu_si128(words), 0xB1);
    const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(words + 1), 0x1B);
    __m128i abef = _mm_alignr_epi8(dcba, efgh, 8), cdgh = _mm_blend_epi16(efgh, dcba, 0xF0);
    for (; count > 0; --count, blocks += kBlock) {
        const __m128i abef_before = abef, cdgh_before = cdgh;
        __m128i w[16];  // four words each
        for (int i = 0; i < 16; ++i) {
            if (i < 4) {
                const auto* const from = reinterpret_cast<const __m128i*>(blocks) + i;
                w[i] = _mm_shuffle_epi8(_mm_loadu_si128(from), swap);
            } else {
                const __m128i seven_before = _mm_alignr_epi8(w[i - 1], w[i - 2], 4);
                const __m128i low = _mm_sha256msg1_epu32(w[i - 4], w[i - 3]);
                w[i] = _mm_sha256msg2_epu32(_mm_add_epi32(low, seven_before), w[i - 1]);
            }
            const auto* const rounds = reinterpret_cast<const __m128i*>(kRounds.data()) + i;
            const __m128i added = _mm_add_epi32(w[i], _mm_load_si128(rounds));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, added);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(added, 0x0E));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    const __m128i feba = _mm_shuffle_epi32(abef, 0x1B), dchg = _mm_shuffle_epi32(cdgh, 0xB1);
    _mm_storeu_si128(words, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128(words + 1, _mm_alignr_epi8(dchg, feba, 8));
}

// __builtin_cpu_supports has no name for them in Clang 14.
bool has_instructions() {
    constexpr unsigned kSha = 1U << 29;  // of leaf 7's EBX
    unsigned a = 0, b = 0, c = 0, d = 0;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & kSha) != 0 &&
           __builtin_cpu_supports("sse4.1") != 0;
}

Compress fastest() {
    return has_instructions() ? compress_by_instructions : compress_portably;
}
#else
Compress fastest() {
    return compress_portably;
}
#endif

std::string hexadecimal(const State& state) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const std::uint32_t word : state) {
        for (int shift = 28; shift >= 0; shift -= 4) text += kDigits[word >> shift & 15];
    }
    return text;
}

// The message, then 1, zeros and its length in bits, up to a whole block.
std::string digest(const unsigned char* bytes, std::size_t size, Compress compress) {
    State state = kStart;
    const std::size_t whole = size / kBlock, rest = size % kBlock;
    compress(state, bytes, whole);
    std::array<unsigned char, 2 * kBlock> last{};
    std::copy_n(bytes + whole * kBlock, rest, last.begin());
    last[rest] = 0x80;
    const std::size_t blocks = rest + 1 + sizeof(std::uint64_t) <= kBlock ? 1 : 2;
    const std::uint64_t bits = std::uint64_t{size} * 8;
    for (std::size_t i = 0; i < sizeof bits; ++i) {
        last[blocks * kBlock - 1 - i] = static_cast<unsigned char>(bits >> 8 * i);
    }
    compress(state, last.data(), blocks);
    return hexadecimal(state);
}

std::string digest(std::string_view bytes, Compress compress) {
    return digest(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), compress);
}

}  // namespace

std::string sha256_of(std::string_view bytes) {
    return digest(bytes, fastest());
}

std::string portable_sha256_of(std::string_view bytes) {
    return digest(bytes, compress_portably);
}

std::string sha256_of_file(const std::filesystem::path& path) {
    const MappedFile file(path);
    return sha256_of({reinterpret_cast<const char*>(file.data()), file.size()});
}

}  // namespace lumbar
