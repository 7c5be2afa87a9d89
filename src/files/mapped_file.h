// A file's bytes as memory, loaded by the system page by page as they are touched.
#pragma once

#include <cstddef>
#include <filesystem>

namespace lumbar {

class MappedFile {
  public:
    // Throws Error (data) if the file cannot be mapped, std::bad_alloc if there is no room for it.
    explicit MappedFile(const std::filesystem::path& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    // Private and copy-on-write: a write changes this process's view, never the file.
    std::byte* data() const { return data_; }
    std::size_t size() const { return size_; }

  private:
    std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace lumbar
