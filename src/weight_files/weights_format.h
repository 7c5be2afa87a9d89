// Which format a weights file has, by the ending of its name.
#pragma once

#include <filesystem>
#include <optional>

namespace lumbar {

enum class WeightsFormat { safetensors, torch };

// .safetensors; .pt, .pth, .bin or .ckpt, in large or small letters.  None for other endings.
std::optional<WeightsFormat> find_weights_format(const std::filesystem::path& path);

// Throws Error (weights) naming the file and the endings that are known.
WeightsFormat weights_format(const std::filesystem::path& path);

}  // namespace lumbar
