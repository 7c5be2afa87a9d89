// Tells the names of ONNX files.
#pragma once

#include <filesystem>

namespace lumbar {

// NAME.onnx, in large or small letters.
bool is_onnx_name(const std::filesystem::path& path);

}  // namespace lumbar
