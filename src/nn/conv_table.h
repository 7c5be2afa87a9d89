// Which algorithm computes a 3x3 convolution on the CPU: what was measured to be fastest for its channels,
// its precision and the machine's vector instructions.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "base/cpu_isa.h"

namespace lumbar {

enum class ConvAlgorithm { direct, winograd };  // oneDNN's plain convolution, or nn/winograd_conv.h

struct ConvChoice {
    ConvAlgorithm algorithm = ConvAlgorithm::direct;
    // Winograd: how many numbers a pass multiplies, which the second-level cache should hold.
    std::int64_t values_at_once = 0;

    bool operator==(const ConvChoice&) const = default;
};

// The choices from which `lumbar tune` takes the fastest.
std::vector<ConvChoice> conv_candidates();

struct ConvKind {
    torch::ScalarType precision = torch::kFloat32;
    std::int64_t in = 0, out = 0;  // channels

    auto operator<=>(const ConvKind&) const = default;
};

class ConvTable {
  public:
    // What was measured on machines with these instructions (conv_table.cpp has the entries and their dates).
    explicit ConvTable(CpuIsa isa = cpu_isa()) : isa_(isa) {}
    // The same choice for every convolution.
    static ConvTable only(const ConvChoice& choice);

    void set(const ConvKind& kind, const ConvChoice& choice) { own_[kind] = choice; }
    ConvChoice choice(const ConvKind& kind) const;
    const std::map<ConvKind, ConvChoice>& own() const { return own_; }

  private:
    CpuIsa isa_;
    std::map<ConvKind, ConvChoice> own_;  // instead of what was measured elsewhere
    std::optional<ConvChoice> only_;
};

}  // namespace lumbar
