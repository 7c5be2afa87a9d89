// .safetensors files as Torch tensors.
#pragma once

#include <torch/torch.h>
#include <filesystem>
#include <map>
#include <string>

#include "files/safetensors.h"
#include "weight_files/state_dict.h"

namespace lumbar {

torch::ScalarType scalar_type_of(DType dtype);

// Views of the mapped file; see read_state_dict.
StateDict read_tensor_file(const std::filesystem::path& path);

void write_tensor_file(const std::filesystem::path& path, const StateDict& state,
                       const std::map<std::string, std::string>& metadata = {});

}  // namespace lumbar
