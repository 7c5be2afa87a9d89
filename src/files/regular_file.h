// Opens a regular file for reading, and nothing else: a FIFO would wait for a writer, a device may never end.
#pragma once

#include <cstddef>
#include <filesystem>

namespace lumbar {

class RegularFile {
  public:
    // Throws Error (data) with what stands there instead, or the system's reason.
    explicit RegularFile(const std::filesystem::path& path);
    ~RegularFile();
    RegularFile(const RegularFile&) = delete;
    RegularFile& operator=(const RegularFile&) = delete;

    int descriptor() const { return descriptor_; }
    std::size_t size() const { return size_; }

  private:
    int descriptor_ = -1;
    std::size_t size_ = 0;
};

// The same error for what fails later: errno's reason.
[[noreturn]] void fail_to_read(const std::filesystem::path& path);

}  // namespace lumbar
