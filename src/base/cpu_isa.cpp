#include "base/cpu_isa.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>

#include "base/letter_case.h"

namespace lumbar {
namespace {

#if defined(__x86_64__)

// GCC 12 has no name for it.  Intel's manual, volume 2A, CPUID: leaf 7, EDX, bits 22 (AMX-BF16) and
// 24 (AMX-TILE).  The system must have enabled the tiles' state, too: volume 1, section 13.3, XCR0, bits 17
// and 18.
bool has_amx_bf16() {
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    constexpr unsigned kSavesState = 1U << 27, kBits = 1U << 22 | 1U << 24, kTileState = 3U << 17;
    if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0 || (ecx & kSavesState) == 0) return false;
    if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) == 0 || (edx & kBits) != kBits) return false;
    unsigned low = 0, high = 0;
    __asm__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return (low & kTileState) == kTileState;
}

CpuIsa isa_of_cpu() {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return CpuIsa::baseline;
    const bool has_avx512 = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                            __builtin_cpu_supports("avx512dq");
    if (!has_avx512) return CpuIsa::avx2;
    if (!__builtin_cpu_supports("avx512bf16")) return CpuIsa::avx512;
    return has_amx_bf16() ? CpuIsa::amx : CpuIsa::avx512_bf16;
}

#else

CpuIsa isa_of_cpu() {
    return CpuIsa::baseline;
}

#endif

// AVX2 with VNNI, and AVX-512 with int8 alone, count as what they are in floating point.
constexpr std::array<std::pair<std::string_view, CpuIsa>, 12> kLimits = {{
    {"SSE41", CpuIsa::baseline},
    {"AVX", CpuIsa::baseline},
    {"AVX2", CpuIsa::avx2},
    {"AVX2_VNNI", CpuIsa::avx2},
    {"AVX2_VNNI_2", CpuIsa::avx2},
    {"AVX512_CORE", CpuIsa::avx512},
    {"AVX512_CORE_VNNI", CpuIsa::avx512},
    {"AVX512_CORE_BF16", CpuIsa::avx512_bf16},
    {"AVX512_CORE_FP16", CpuIsa::avx512_bf16},
    {"AVX10_1_512", CpuIsa::avx512_bf16},
    {"AVX512_CORE_AMX", CpuIsa::amx},
    {"AVX10_1_512_AMX", CpuIsa::amx},
}};

}  // namespace

std::string_view cpu_isa_name(CpuIsa isa) {
    constexpr std::array<std::string_view, 5> kNames = {"no AVX2", "AVX2", "AVX-512", "AVX-512 with bfloat16",
                                                        "AMX"};
    return kNames[static_cast<std::size_t>(isa)];
}

std::string cpu_model() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);) {
        const std::size_t colon = line.find(": ");
        if (line.starts_with("model name") && colon != line.npos) return line.substr(colon + 2);
    }
    return "unknown";
}

std::string_view cpu_vendor() {
#if defined(__x86_64__)
    if (__builtin_cpu_is("amd")) return "AMD";
    if (__builtin_cpu_is("intel")) return "Intel";
#endif
    return "";
}

bool bfloat16_is_faster(CpuIsa isa, std::string_view vendor) {
    return isa == CpuIsa::amx || (isa == CpuIsa::avx512_bf16 && vendor != "Intel");
}

CpuIsa limited(CpuIsa isa, const char* limit) {
    if (!limit) return isa;
    const std::string word = to_upper(limit);
    for (const auto& [name, most] : kLimits) {
        if (word == name) return std::min(isa, most);
    }
    return isa;
}

CpuIsa cpu_isa() {
    const char* limit = std::getenv("ONEDNN_MAX_CPU_ISA");
    return limited(isa_of_cpu(), limit ? limit : std::getenv("DNNL_MAX_CPU_ISA"));
}

}  // namespace lumbar
