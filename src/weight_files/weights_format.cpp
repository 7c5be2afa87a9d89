#include "weight_files/weights_format.h"

#include <string>

#include "base/error.h"
#include "base/letter_case.h"

namespace lumbar {

std::optional<WeightsFormat> find_weights_format(const std::filesystem::path& path) {
    const std::string ending = to_lower(path.extension().string());
    if (ending == ".safetensors") return WeightsFormat::safetensors;
    for (const char* torch : {".pt", ".pth", ".bin", ".ckpt"}) {
        if (ending == torch) return WeightsFormat::torch;
    }
    return std::nullopt;
}

WeightsFormat weights_format(const std::filesystem::path& path) {
    if (const auto format = find_weights_format(path)) return *format;
    throw Error({"unknown kind of weights file", path.string(), ".safetensors, .pt, .pth, .bin or .ckpt",
                 path.extension().string()},
                ExitCode::weights);
}

}  // namespace lumbar
