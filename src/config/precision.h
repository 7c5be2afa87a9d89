// The arithmetic of the nets, as --precision names it.
#pragma once

#include "base/enum_names.h"

namespace lumbar {

enum class Precision {
    automatic,  // the fastest that the device computes without harm
    fp32,
    bf16,
    fp16
};

inline constexpr EnumNames<Precision, 4> kPrecisionNames = {{{Precision::automatic, "auto"},
                                                             {Precision::fp32, "fp32"},
                                                             {Precision::bf16, "bf16"},
                                                             {Precision::fp16, "fp16"}}};

}  // namespace lumbar
