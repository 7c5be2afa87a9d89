// The prefix that a training script's wrappers put before the names of a net's tensors.
#pragma once

#include <string>

#include "weight_files/state_dict.h"

namespace lumbar {

// "module." (data parallel), "_orig_mod." (compiled), "model.", "net." and sequences of them, if all names
// share it; otherwise empty.  Beside them, the counter of torch's AveragedModel is no weight.
std::string find_wrapper_prefix(const StateDict& state);

// The tensors whose names have the prefix, without it.
StateDict without_prefix(const StateDict& state, const std::string& prefix);

}  // namespace lumbar
