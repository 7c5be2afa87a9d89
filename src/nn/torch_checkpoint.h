// torch.save's .pt: a zip archive with a pickled dict of tensors ("archive/data.pkl") and one stored record a
// storage ("archive/data/0").  Read as data with an allow-list; nothing is executed.
#pragma once

#include <filesystem>

#include "nn/state_dict.h"

namespace lumbar {

// The state dict at the top of the file, or below "state_dict" or "model".  Tensors are views of the mapped
// file.  Throws Error (weights) for anything else than stored tensors.
StateDict read_torch_checkpoint(const std::filesystem::path& path);

// An OrderedDict that torch.load (weights_only too) reads.  Written whole or not at all.
void write_torch_checkpoint(const std::filesystem::path& path, const StateDict& state);

}  // namespace lumbar
