#include "nn/conv_table.h"

#include <algorithm>
#include <array>

#include "nn/packed_conv.h"
#include "nn/winograd_conv.h"

namespace lumbar {
namespace {

constexpr std::int64_t kKilo = 1024;

// Fewer channels, in or out, are computed directly.
constexpr std::int64_t kLeastChannels = 64;

// What has no line is computed directly.
struct Default {
    CpuIsa isa;
    torch::ScalarType precision;
    ConvChoice choice;
};

constexpr ConvChoice winograd(std::int64_t values_at_once) {
    return {ConvAlgorithm::winograd, values_at_once};
}

// Measured by `lumbar tune` on 2026-11-27 with b5 nets on two cores of a Zen 4 (oneDNN 3.13.3), which for the
// first two lines was limited to those instructions (BENCHMARKS.md, "Other instruction sets").
constexpr std::array<Default, 5> kDefaults = {{
    {CpuIsa::avx2, torch::kFloat32, winograd(160 * kKilo)},
    {CpuIsa::avx512, torch::kFloat32, winograd(320 * kKilo)},
    {CpuIsa::avx512_bf16, torch::kFloat32, winograd(320 * kKilo)},
    {CpuIsa::avx512_bf16, torch::kBFloat16, winograd(320 * kKilo)},
    // On 2026-11-28 on two cores of a Xeon.  bfloat16 has no line: AMX makes the products cheap, while
    // Winograd's stores stay what they are.
    {CpuIsa::amx, torch::kFloat32, winograd(320 * kKilo)},
}};

}  // namespace

std::vector<ConvChoice> conv_candidates(const ConvKind& kind) {
    if (!WinogradConv::suits(kind.in, kind.out)) return {{}};
    return {{},
            winograd(40 * kKilo),
            winograd(80 * kKilo),
            winograd(160 * kKilo),
            winograd(320 * kKilo),
            winograd(640 * kKilo)};
}

ConvTable ConvTable::only(const ConvChoice& choice) {
    ConvTable table(CpuIsa::baseline);
    table.only_ = choice;
    return table;
}

ConvChoice ConvTable::choice(const ConvKind& kind) const {
    if (only_) return *only_;
    if (const auto found = own_.find(kind); found != own_.end()) return found->second;
    if (!PackedConv::is_fast_on_cpu()) return {};  // nothing below was measured with such a LibTorch
    if (std::min(kind.in, kind.out) < kLeastChannels) return {};
    for (const Default& line : kDefaults) {
        if (line.isa == isa_ && line.precision == kind.precision) return line.choice;
    }
    return {};
}

}  // namespace lumbar
