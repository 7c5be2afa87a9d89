// How torch's pickles name the types of storages: "FloatStorage" of the module torch.
#pragma once

#include <torch/torch.h>

#include <optional>
#include <string>
#include <string_view>

namespace lumbar {

// Nothing for a name or a type that is not among them.
std::optional<torch::ScalarType> storage_type(std::string_view name);
std::optional<std::string> storage_name(torch::ScalarType type);

}  // namespace lumbar
