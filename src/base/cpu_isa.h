// Names the vector instructions that the nets may use on this CPU, in oneDNN's steps.
// https://uxlfoundation.github.io/oneDNN/dev_guide_cpu_dispatcher_control.html
#pragma once

#include <string>
#include <string_view>

namespace lumbar {

// Each has what those before it have.
enum class CpuIsa { baseline, avx2, avx512, avx512_bf16, amx };

std::string_view cpu_isa_name(CpuIsa isa);  // "AVX-512 with bfloat16"

std::string cpu_model();  // "AMD EPYC 9R14"; "unknown" without /proc

// What this CPU has, at most what ONEDNN_MAX_CPU_ISA (or DNNL_MAX_CPU_ISA, its older name) says, by which
// oneDNN limits itself.
CpuIsa cpu_isa();

// Whether products of bfloat16 are faster than float32's: with AMX, and in AVX-512 on an AMD.  On an Intel
// they took twice as long in AVX-512 (BENCHMARKS.md, "Other instruction sets").
bool bfloat16_is_faster(CpuIsa isa, std::string_view vendor);

std::string_view cpu_vendor();  // "AMD", "Intel" or ""

// `limit` as oneDNN spells it ("AVX2", "AVX512_CORE_BF16", ...); null, "DEFAULT" or "ALL": none.  oneDNN
// ignores a word that it does not know, and so does this.
CpuIsa limited(CpuIsa isa, const char* limit);

}  // namespace lumbar
