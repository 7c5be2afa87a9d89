// The GPU's global memory: allocations at addresses that mean nothing to the host, and which of their bytes
// have been written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>

namespace ptx {

struct Allocation {
    std::uint64_t base = 0;
    std::size_t bytes = 0;
    char* data = nullptr;
    // A byte for each byte of data: 0 until it is written, then 1.  Blocks run beside each other and write
    // neighbouring bytes, which bits in one word would not allow.
    std::uint8_t* written = nullptr;
};

class Memory {
  public:
    explicit Memory(std::size_t capacity = std::size_t{1} << 30) : capacity_(capacity) {}

    // 0: full.
    std::uint64_t allocate(std::size_t bytes);
    bool free(std::uint64_t address);

    // The allocation that holds all of the bytes, or null.
    const Allocation* find(std::uint64_t address, std::size_t bytes) const;

    // False: not all bytes are allocated.
    bool write(std::uint64_t to, const void* from, std::size_t bytes);
    bool fill(std::uint64_t to, unsigned char value, std::size_t bytes);
    bool read(void* to, std::uint64_t from, std::size_t bytes) const;  // bytes never written: poison

    std::size_t capacity() const { return capacity_; }
    std::size_t available() const { return capacity_ - used_; }

  private:
    struct FreeMemory {
        void operator()(void* place) const;
    };
    struct Block {
        Allocation allocation;
        std::unique_ptr<void, FreeMemory> data, written;
    };
    std::map<std::uint64_t, Block> blocks_;
    std::size_t capacity_, used_ = 0;
    std::uint64_t next_ = 0x700000000000;
};

}  // namespace ptx
