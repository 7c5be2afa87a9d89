// Memory that this program and its GPU worker both map.
#pragma once

#include <cstddef>
#include <span>

#include "gpu/owned_file.h"

namespace lumbar::gpu {

class SharedMemory {
  public:
    // Throws NoGpu where the system gives none.
    explicit SharedMemory(std::size_t bytes);
    ~SharedMemory();
    SharedMemory(const SharedMemory&) = delete;
    SharedMemory& operator=(const SharedMemory&) = delete;

    std::span<std::byte> bytes() const { return bytes_; }
    int file() const { return file_.number(); }

  private:
    OwnedFile file_;
    std::span<std::byte> bytes_;
};

}  // namespace lumbar::gpu
