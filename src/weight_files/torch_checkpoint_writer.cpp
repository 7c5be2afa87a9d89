#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

#include "archive/zip_writer.h"
#include "base/atomic_file.h"
#include "base/error.h"
#include "weight_files/pickle_opcodes.h"
#include "weight_files/torch_checkpoint.h"
#include "weight_files/torch_storages.h"

namespace lumbar {
namespace {

std::string checked_storage_name(const torch::Tensor& tensor, const std::string& name) {
    if (const auto storage = storage_name(tensor.scalar_type())) return *storage;
    throw Error({"a .pt file cannot hold the type of tensor '" + name + "'", "", "",
                 torch::toString(tensor.scalar_type())},
                ExitCode::weights);
}

// Writes protocol 2, the one torch.save uses.
class PickleText {
  public:
    std::string text;

    PickleText& op(unsigned char opcode) {
        text += static_cast<char>(opcode);
        return *this;
    }
    PickleText& global(const std::string& module, const std::string& name) {
        op(kGlobal);
        text += module + "\n" + name + "\n";
        return *this;
    }
    PickleText& string(const std::string& value) {
        op(kBinUnicode);
        little_endian(value.size(), 4);
        text += value;
        return *this;
    }
    PickleText& integer(std::int64_t value) {
        op(kLong1);
        text += '\x08';
        little_endian(static_cast<std::uint64_t>(value), 8);
        return *this;
    }
    PickleText& tuple(torch::IntArrayRef values) {
        op(kMark);
        for (const std::int64_t value : values) integer(value);
        return op(kTuple);
    }

  private:
    void little_endian(std::uint64_t value, int bytes) {
        for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
    }
};

// torch._utils._rebuild_tensor_v2(storage, 0, sizes, strides, False, OrderedDict())
void put_tensor(PickleText& pickle, const torch::Tensor& tensor, const std::string& name,
                const std::string& key) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").op(kMark);
    pickle.op(kMark).string("storage").global("torch", checked_storage_name(tensor, name));
    pickle.string(key).string("cpu").integer(tensor.numel()).op(kTuple).op(kBinPersId);
    pickle.integer(0).tuple(tensor.sizes()).tuple(tensor.strides()).op(kNewFalse);
    pickle.global("collections", "OrderedDict").op(kEmptyTuple).op(kReduce);
    pickle.op(kTuple).op(kReduce);
}

std::string pickle_of(const StateDict& state) {
    PickleText pickle;
    pickle.op(kProto).op(2).global("collections", "OrderedDict").op(kEmptyTuple).op(kReduce).op(kMark);
    std::size_t key = 0;
    for (const auto& [name, tensor] : state.pairs()) {
        pickle.string(name);
        put_tensor(pickle, tensor.contiguous(), name, std::to_string(key++));
    }
    return std::move(pickle.op(kSetItems).op(kStop).text);
}

}  // namespace

void write_torch_checkpoint(const std::filesystem::path& path, const StateDict& state) {
    AtomicFile file(path);
    ZipWriter archive(file.temporary_path());
    archive.add("archive/data.pkl", pickle_of(state));
    archive.add("archive/byteorder", "little");
    std::size_t key = 0;
    for (const auto& [name, tensor] : state.pairs()) {
        const torch::Tensor bytes = tensor.detach().to(torch::kCPU).contiguous();
        archive.add("archive/data/" + std::to_string(key++), bytes.data_ptr(), bytes.nbytes());
    }
    archive.add("archive/version", "3\n");
    archive.close();
    file.commit();
}

}  // namespace lumbar
