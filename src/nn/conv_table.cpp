#include "nn/conv_table.h"

#include <algorithm>
#include <array>

#include "nn/packed_conv.h"

namespace lumbar {
namespace {

constexpr std::int64_t kKilo = 1024;

// For convolutions whose fewer channels, in or out, are at least so many; the last line that fits counts.
// No line: direct.
struct Measured {
    CpuIsa isa;
    torch::ScalarType precision;
    std::int64_t least_channels;
    ConvChoice choice;
};

constexpr ConvChoice winograd(std::int64_t values_at_once) {
    return {ConvAlgorithm::winograd, values_at_once};
}

constexpr std::array<Measured, 5> kMeasured = {{
    // Not measured: as Zen 4's
    {CpuIsa::avx2, torch::kFloat32, 64, winograd(320 * kKilo)},
    {CpuIsa::avx512, torch::kFloat32, 64, winograd(320 * kKilo)},
    // Two cores of an AMD EPYC (Zen 4), oneDNN 3.7.2: BENCHMARKS.md, "Winograd"
    {CpuIsa::avx512_bf16, torch::kFloat32, 64, winograd(320 * kKilo)},
    {CpuIsa::avx512_bf16, torch::kBFloat16, 64, winograd(320 * kKilo)},
    // Not measured: float32 as Zen 4's.  In bfloat16 the plain convolution, whose products AMX makes cheap,
    // while
    // Winograd's stores stay what they are.
    {CpuIsa::amx, torch::kFloat32, 64, winograd(320 * kKilo)},
}};

}  // namespace

std::vector<ConvChoice> conv_candidates() {
    return {{},
            winograd(40 * kKilo),
            winograd(80 * kKilo),
            winograd(160 * kKilo),
            winograd(320 * kKilo),
            winograd(640 * kKilo)};
}

ConvTable ConvTable::only(const ConvChoice& choice) {
    ConvTable table(CpuIsa::sse41);
    table.only_ = choice;
    return table;
}

ConvChoice ConvTable::choice(const ConvKind& kind) const {
    if (only_) return *only_;
    if (const auto found = own_.find(kind); found != own_.end()) return found->second;
    if (!PackedConv::is_fast_on_cpu()) return {};  // nothing below was measured with such a LibTorch
    ConvChoice choice;
    for (const Measured& line : kMeasured) {
        const bool fits = line.isa == isa_ && line.precision == kind.precision &&
                          line.least_channels <= std::min(kind.in, kind.out);
        if (fits) choice = line.choice;
    }
    return choice;
}

}  // namespace lumbar
