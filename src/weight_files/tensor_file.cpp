#include "weight_files/tensor_file.h"

#include <array>
#include <utility>
#include <vector>

#include "base/error.h"

namespace lumbar {
namespace {

constexpr std::array<std::pair<DType, torch::ScalarType>, 10> kTypes = {{{DType::f64, torch::kFloat64},
                                                                         {DType::f32, torch::kFloat32},
                                                                         {DType::f16, torch::kFloat16},
                                                                         {DType::bf16, torch::kBFloat16},
                                                                         {DType::i64, torch::kInt64},
                                                                         {DType::i32, torch::kInt32},
                                                                         {DType::i16, torch::kInt16},
                                                                         {DType::i8, torch::kInt8},
                                                                         {DType::u8, torch::kUInt8},
                                                                         {DType::boolean, torch::kBool}}};

DType dtype_of(torch::ScalarType type, const std::string& name) {
    for (const auto& [dtype, scalar] : kTypes) {
        if (scalar == type) return dtype;
    }
    throw Error({"safetensors cannot hold the type of tensor '" + name + "'", "", "", torch::toString(type)},
                ExitCode::weights);
}

}  // namespace

torch::ScalarType scalar_type_of(DType dtype) {
    for (const auto& [known, scalar] : kTypes) {
        if (known == dtype) return scalar;
    }
    throw Error({"no Torch type for " + std::string(dtype_name(dtype))});
}

StateDict read_tensor_file(const std::filesystem::path& path) {
    const SafetensorsFile file(path);
    StateDict state;
    for (const TensorView& view : file.tensors()) {
        const auto keep_mapped = [mapping = file.mapping()](void*) {};
        state.insert(view.name,
                     torch::from_blob(view.data, view.shape, keep_mapped, scalar_type_of(view.dtype)));
    }
    return state;
}

void write_tensor_file(const std::filesystem::path& path, const StateDict& state,
                       const std::map<std::string, std::string>& metadata) {
    std::vector<torch::Tensor> held;  // the bytes that the views point at
    std::vector<TensorView> views;
    for (const auto& [name, tensor] : state.pairs()) {
        held.push_back(tensor.detach().to(torch::kCPU).contiguous());
        views.push_back({name, dtype_of(tensor.scalar_type(), name), tensor.sizes().vec(),
                         static_cast<std::byte*>(held.back().data_ptr()), held.back().nbytes()});
    }
    write_safetensors(path, views, metadata);
}

}  // namespace lumbar
