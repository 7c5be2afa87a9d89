// Tensors by name: from a weights file into a net, and back.
#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <string>

namespace lumbar {

// In the order of the file.
using StateDict = torch::OrderedDict<std::string, torch::Tensor>;

// Reads .safetensors or torch's .pt.  The tensors are views of the mapped file, copied on write; they keep
// the mapping alive.  Throws Error (weights).
StateDict read_state_dict(const std::filesystem::path& path);

// Writes .safetensors or .pt, by the name of the file; whole or not at all.
void write_state_dict(const std::filesystem::path& path, const StateDict& state);

// Puts every tensor into the net, strictly: a missing, surplus or misshapen name throws Error (weights) that
// lists them.  Where the type is the net's own the mapped bytes are used in place; half types are widened.
void load_state_dict(torch::nn::Module& net, const StateDict& state, const std::string& where);

// Parameters and buffers of a net, in the order of their registration.
StateDict state_dict_of(const torch::nn::Module& net);

}  // namespace lumbar
