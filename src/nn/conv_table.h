// Chooses the algorithm of a 3x3 convolution on the CPU by channels, precision and vector instructions.
#pragma once

#include <torch/torch.h>

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
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

struct ConvKind {
    torch::ScalarType precision = torch::kFloat32;
    std::int64_t in = 0, out = 0;  // channels

    bool operator==(const ConvKind&) const = default;
    bool operator<(const ConvKind& other) const {
        return std::tie(precision, in, out) < std::tie(other.precision, other.in, other.out);
    }
};

// The choices from which `lumbar tune` takes the fastest: those that can compute such a convolution.
std::vector<ConvChoice> conv_candidates(const ConvKind& kind);

class ConvTable {
  public:
    // The built-in choices for machines with these instructions (conv_table.cpp says which were measured).
    explicit ConvTable(CpuIsa isa = cpu_isa()) : isa_(isa) {}
    // The same choice for every convolution.
    static ConvTable only(const ConvChoice& choice);

    void set(const ConvKind& kind, const ConvChoice& choice) { own_[kind] = choice; }
    ConvChoice choice(const ConvKind& kind) const;
    const std::map<ConvKind, ConvChoice>& own() const { return own_; }

  private:
    CpuIsa isa_;
    std::map<ConvKind, ConvChoice> own_;  // instead of the built-in ones
    std::optional<ConvChoice> only_;
};

}  // namespace lumbar
