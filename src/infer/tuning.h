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
    ConvTable convs{};                             // without own entries: the built-in table
    std::optional<torch::ScalarType> precision{};  // of --precision auto on the CPU; none: by instructions
};

// What a tuning holds for: "AMD EPYC 9R14, AVX-512 with bfloat16, oneDNN 3.7.2, lumbar 0.1.0".
std::string tuned_machine();

// $LUMBAR_TUNING, if it is set (empty: no file); else lumbar/tuning-NUMBER.json in $XDG_CACHE_HOME or
// ~/.cache, a file for each tuned_machine(), since computers of a cluster may share a home.  Empty if there
// is no home.
std::filesystem::path tuning_file();

// Reads that file.  Without one, or with a warning if it is damaged or from another machine, returns the
// built-in table: the file is only a cache.  Throws Error (usage) if $LUMBAR_TUNING names no file.
Tuning read_tuning(const std::filesystem::path& file = tuning_file());

// Throws Error (output).
void write_tuning(const std::filesystem::path& file, const Tuning& tuning);

}  // namespace lumbar
