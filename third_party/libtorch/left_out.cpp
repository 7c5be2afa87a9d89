// What the static edition has in place of parts of LibTorch.
//
// What the kept part of LibTorch refers to of the parts left out (shape.cmake): quantized and sparse tensors,
// TorchScript's archives (a module's save() and load() are virtual functions).  Nothing of ours calls it; if
// it did, it would say so.
#include <ATen/core/Tensor.h>
#include <ATen/native/quantized/PackedParams.h>
#include <ATen/quantized/QTensorImpl.h>
#include <ATen/quantized/Quantizer.h>
#include <torch/custom_class.h>
#include <torch/serialize/archive.h>

#include <sys/random.h>

namespace {

[[noreturn]] void refuse(const char* part) {
    TORCH_CHECK(false, "this LibTorch is built without ", part);
}

}  // namespace

// Called when the program starts: operators beside the LSTM, registered with it, name the type.
int register_linear_params() {
    static const auto type = torch::class_<LinearPackedParamsBase>("quantized", "LinearPackedParamsBase");
    return 0;
}

namespace at {

QuantizerPtr TensorBase::quantizer() const {
    refuse("quantized tensors");
}
QTensorImpl* get_qtensorimpl(const TensorBase& /*self*/) {
    refuse("quantized tensors");
}
void set_quantizer_(const Tensor& /*self*/, ConstQuantizerPtr /*quantizer*/) {
    refuse("quantized tensors");
}
QuantizerPtr make_per_tensor_affine_quantizer(double /*scale*/, int64_t /*zero_point*/, ScalarType /*type*/) {
    refuse("quantized tensors");
}
QuantizerPtr make_per_channel_affine_quantizer(const Tensor& /*scales*/, const Tensor& /*zero_points*/,
                                               int64_t /*axis*/, ScalarType /*type*/) {
    refuse("quantized tensors");
}

namespace native {

Tensor& quantized_copy_from_float_(Tensor& /*self*/, const Tensor& /*src*/) {
    refuse("quantized tensors");
}
const Tensor& resize_as_sparse_(const Tensor& /*self*/, const Tensor& /*src*/) {
    refuse("sparse tensors");
}
Tensor sparse_compressed_tensor_with_dims(int64_t /*nnz*/, int64_t /*dense_dim*/, IntArrayRef /*size*/,
                                          IntArrayRef /*blocksize*/, ScalarType /*index_dtype*/,
                                          std::optional<ScalarType> /*dtype*/,
                                          std::optional<Layout> /*layout*/, std::optional<Device> /*device*/,
                                          std::optional<bool> /*pin*/) {
    refuse("sparse tensors");
}

}  // namespace native
}  // namespace at

namespace torch::serialize {

OutputArchive::OutputArchive(std::shared_ptr<jit::CompilationUnit> /*unit*/) {
    refuse("TorchScript's archives");
}
void OutputArchive::write(const std::string& /*key*/, const Tensor& /*tensor*/, bool /*is_buffer*/) {
    refuse("TorchScript's archives");
}
void OutputArchive::write(const std::string& /*key*/, OutputArchive& /*nested*/) {
    refuse("TorchScript's archives");
}
InputArchive::InputArchive() {
    refuse("TorchScript's archives");
}
void InputArchive::read(const std::string& /*key*/, Tensor& /*tensor*/, bool /*is_buffer*/) {
    refuse("TorchScript's archives");
}
void InputArchive::read(const std::string& /*key*/, InputArchive& /*archive*/) {
    refuse("TorchScript's archives");
}

void OutputArchive::write(const std::string& /*key*/, const c10::IValue& /*value*/) {
    refuse("TorchScript's archives");
}
void InputArchive::read(const std::string& /*key*/, c10::IValue& /*value*/) {
    refuse("TorchScript's archives");
}
bool InputArchive::try_read(const std::string& /*key*/, c10::IValue& /*value*/) {
    refuse("TorchScript's archives");
}
std::vector<std::string> InputArchive::keys() {
    refuse("TorchScript's archives");
}

}  // namespace torch::serialize

// In place of c10::detail::getNonDeterministicRandom(bool), by the linker's --wrap: LibTorch reads
// /dev/urandom, which an empty root folder has not, even where a seed is given.
extern "C" std::uint64_t __wrap__ZN3c106detail25getNonDeterministicRandomEb(bool /*is_cuda*/) {
    std::uint64_t number = 0;
    TORCH_CHECK(getrandom(&number, sizeof number, 0) == sizeof number, "the system has no random numbers");
    return number;
}
