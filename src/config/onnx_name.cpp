#include "config/onnx_name.h"

#include "base/letter_case.h"

namespace lumbar {

bool is_onnx_name(const std::filesystem::path& path) {
    return to_lower(path.extension().string()) == ".onnx";
}

}  // namespace lumbar
