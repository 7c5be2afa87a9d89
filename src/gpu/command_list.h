// Commands for a GPU, collected to be run in order by Gpu::run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

namespace lumbar::gpu {

using Address = std::uint64_t;

struct Grid {
    unsigned x = 1, y = 1, z = 1;
};

// Copies what it is given.  Can be run any number of times.
class CommandList {
  public:
    void upload(Address to, std::span<const std::byte> bytes);
    template <class Value>
    void upload(Address to, std::span<const Value> values) {
        upload(to, std::as_bytes(values));
    }

    // Sets `bytes` bytes to 0.
    void clear(Address at, std::size_t bytes);

    // `grid` blocks of `block` threads; `args` is the kernel's one struct, at most 4096 bytes.
    template <class Args>
    void launch(Address kernel, Grid grid, Grid block, const Args& args) {
        static_assert(std::is_trivially_copyable_v<Args>);
        launch(kernel, grid, block, std::as_bytes(std::span(&args, 1)));
    }
    void launch(Address kernel, Grid grid, Grid block, std::span<const std::byte> args);

    // -> where the values are in the result of Gpu::run, a multiple of 16 bytes
    std::size_t download(Address from, std::size_t bytes);

    std::size_t size() const { return commands_.size(); }

  private:
    friend class Gpu;
    enum class Kind { upload, clear, launch, download };
    struct Command {
        Kind kind;
        Address address;           // in the GPU's memory, or the kernel
        std::size_t place, bytes;  // in data_; of a download in the result
        Grid grid, block;
    };

    std::size_t keep(std::span<const std::byte> bytes);
    std::span<const std::byte> data_of(const Command& command) const;  // of uploads and launches

    std::vector<Command> commands_;
    std::vector<std::byte> data_;
    std::size_t result_bytes_ = 0;
};

}  // namespace lumbar::gpu
