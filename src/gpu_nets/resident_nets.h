// The weights of an ensemble's nets in the memory of a GPU: all of them, or those that were used last.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "gpu/gpu.h"

namespace lumbar::gpu {

class ResidentNets {
  public:
    using Bytes = std::shared_ptr<const std::vector<std::byte>>;

    // `memory` has `size` bytes and holds the largest net.  If it holds all nets they are uploaded at once,
    // and their bytes are let go.  Throws GpuFailure.
    ResidentNets(Gpu& gpu, std::vector<Bytes> nets, Address memory, std::size_t size);

    // The net's weights on the GPU; they stay there for as long as this lives.
    struct Use {
        Address weights = 0;
        std::unique_lock<std::mutex> lock;  // held only where nets take turns
    };
    // Any number of threads may use nets.  Throws GpuFailure.
    Use use(std::size_t net);

  private:
    struct Slot {
        Address address = 0;
        std::optional<std::size_t> net;
        std::uint64_t last_use = 0;
    };
    void upload(std::size_t net, Slot& slot);
    Slot& slot_for(std::size_t net);

    Gpu& gpu_;
    std::vector<Bytes> nets_;
    bool holds_all_ = false;
    std::vector<Slot> slots_;  // one a net, in their order, if it holds all
    std::mutex mutex_;
    std::uint64_t uses_ = 0;
};

}  // namespace lumbar::gpu
