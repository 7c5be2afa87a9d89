// The prefix that a training script's wrappers put before the names of a net's tensors.
#pragma once

#include <string>

#include "nn/state_dict.h"

namespace lumbar {

// "module." (data parallel), "_orig_mod." (compiled), "model.", "net." and rows of them, where all names
// share it; else empty.  The count of averaged models beside them is no weight.
std::string find_wrapper_prefix(const StateDict& state);

// The tensors whose names have the prefix, without it.
StateDict without_prefix(const StateDict& state, const std::string& prefix);

}  // namespace lumbar
