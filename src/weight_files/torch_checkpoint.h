// torch.save's .pt: a zip archive with a pickled dict of tensors ("archive/data.pkl") and one stored record a
// storage ("archive/data/0").  Read as data with an allow-list; nothing is executed.
#pragma once

#include <filesystem>
#include <string>

#include "weight_files/state_dict.h"

namespace lumbar {

// The state dict at the top of the file, or the only one below its keys ("model_state_dict", "ema.module"),
// which is logged; what belongs to an optimizer is none.  `key` decides between several.  Tensors are views
// of the mapped file.  Throws Error (weights) for anything else than stored tensors.
StateDict read_torch_checkpoint(const std::filesystem::path& path, const std::string& key = "");

// An OrderedDict that torch.load (weights_only too) reads.  Written whole or not at all.
void write_torch_checkpoint(const std::filesystem::path& path, const StateDict& state);

}  // namespace lumbar
