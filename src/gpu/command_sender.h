// Sends commands to a GPU worker in requests that fit into the shared memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gpu/protocol.h"
#include "gpu/worker_process.h"

namespace lumbar::gpu {

GpuCommand command_for(GpuOperation operation, std::uint64_t handle = 0, std::uint64_t bytes = 0);

// Commands wait until the shared memory is full or flush() sends them.  All that may send throw GpuFailure
// and GpuMemoryFull, after which this object and what it has not sent are of no more use.
class CommandSender {
  public:
    explicit CommandSender(WorkerProcess& worker) : worker_(worker) {}

    // A command and the data it has, which the worker finds at `offset`.  Throws std::length_error where one
    // command's data exceed the shared memory.
    void add(GpuCommand command, std::span<const std::byte> data = {});
    // Of any size: in parts where they do not fit.  What a download is for is filled by the next flush at the
    // latest.
    void upload(std::uint64_t to, std::span<const std::byte> bytes);
    void download(std::uint64_t from, std::span<std::byte> bytes);

    // Sends what waits -> the result of its last command, 0 without one
    std::uint64_t flush();

  private:
    struct Download {
        std::size_t offset;
        std::span<std::byte> to;
    };

    std::size_t room() const;                // for the data of one more command
    std::size_t part(std::size_t bytes);     // of a copy: how much of it to send next; makes room
    std::size_t reserve(std::size_t bytes);  // -> offset; needs room
    std::span<std::byte> shared() const { return worker_.shared(); }

    WorkerProcess& worker_;
    std::vector<GpuCommand> commands_;  // to lie at the start of the shared memory
    std::size_t data_bytes_ = 0;        // taken from its end
    std::vector<Download> downloads_;
};

}  // namespace lumbar::gpu
