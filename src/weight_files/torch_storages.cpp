#include "weight_files/torch_storages.h"

#include <array>
#include <utility>

namespace lumbar {
namespace {

constexpr std::array<std::pair<std::string_view, torch::ScalarType>, 10> kStorages = {
    {{"FloatStorage", torch::kFloat32},
     {"DoubleStorage", torch::kFloat64},
     {"HalfStorage", torch::kFloat16},
     {"BFloat16Storage", torch::kBFloat16},
     {"LongStorage", torch::kInt64},
     {"IntStorage", torch::kInt32},
     {"ShortStorage", torch::kInt16},
     {"CharStorage", torch::kInt8},
     {"ByteStorage", torch::kUInt8},
     {"BoolStorage", torch::kBool}}};

}  // namespace

std::optional<torch::ScalarType> storage_type(std::string_view name) {
    for (const auto& [known, type] : kStorages) {
        if (known == name) return type;
    }
    return {};
}

std::optional<std::string> storage_name(torch::ScalarType type) {
    for (const auto& [name, known] : kStorages) {
        if (known == type) return std::string(name);
    }
    return {};
}

}  // namespace lumbar
