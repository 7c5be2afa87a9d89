// Reads and writes what `lumbar tune` found fastest on this machine.  Another algorithm changes results by
// rounding, as another CPU does; another precision by about 0.002.  The same choice gives the same bits.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <optional>
#include <string>

#include "base/enum_names.h"
#include "nn/conv_table.h"

namespace lumbar {

inline constexpr EnumNames<torch::ScalarType, 2> kTunedPrecisionNames = {
    {{torch::kFloat32, "fp32"}, {torch::kBFloat16, "bf16"}}};

struct Tuning {
    ConvTable convs{};                             // without own entries: what was measured on other machines
    std::optional<torch::ScalarType> precision{};  // of --precision auto on the CPU; none: by instructions
};

// What a tuning holds for: "AMD EPYC 9R14, AVX-512 with bfloat16, oneDNN 3.7.2, lumbar 0.1.0".
std::string tuned_machine();

// $LUMBAR_TUNING, if it is set (empty: no file); else lumbar/tuning-NUMBER.json in $XDG_CACHE_HOME or
// ~/.cache, a file for each tuned_machine(), since computers of a cluster may share a home.  Empty if there
// is no home.
std::filesystem::path tuning_file();

// Of that file; no file: what was measured on other machines.  So, too, with a warning, if it is of another
// machine or damaged: it is only a cache.
Tuning read_tuning(const std::filesystem::path& file = tuning_file());

// Throws Error (output).
void write_tuning(const std::filesystem::path& file, const Tuning& tuning);

}  // namespace lumbar
