// Tensors by name in a .safetensors file: https://huggingface.co/docs/safetensors (8-byte header length, JSON
// header, raw little-endian bytes).  Knows nothing of Torch, so that goldens can be read everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "files/mapped_file.h"

namespace lumbar {

enum class DType { f64, f32, f16, bf16, i64, i32, i16, i8, u8, boolean };

std::size_t size_of(DType dtype);
std::string_view dtype_name(DType dtype);  // as in the file: "F32"

// Bytes of one tensor, row-major; owned by whoever made the view.
struct TensorView {
    std::string name;
    DType dtype = DType::f32;
    std::vector<std::int64_t> shape;
    std::byte* data = nullptr;
    std::size_t size_bytes = 0;
};

class SafetensorsFile {
  public:
    // Maps and validates: every offset inside the file, no overlap, no hole, sizes equal to shape times type,
    // names unique.  Throws Error (weights) otherwise; nothing is read beyond the header.
    explicit SafetensorsFile(const std::filesystem::path& path);

    const std::vector<TensorView>& tensors() const { return tensors_; }  // in the order of their bytes
    const TensorView& at(std::string_view name) const;                   // throws Error naming the file
    const std::map<std::string, std::string>& metadata() const { return metadata_; }
    // Keeps the bytes alive for views that outlive this object.
    const std::shared_ptr<MappedFile>& mapping() const { return file_; }

  private:
    std::filesystem::path path_;
    std::shared_ptr<MappedFile> file_;
    std::vector<TensorView> tensors_;
    std::map<std::string, std::string> metadata_;
};

// Written whole or not at all; the first tensor starts at a multiple of 64 bytes.
void write_safetensors(const std::filesystem::path& path, const std::vector<TensorView>& tensors,
                       const std::map<std::string, std::string>& metadata = {});

}  // namespace lumbar
