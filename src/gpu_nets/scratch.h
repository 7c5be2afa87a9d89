// Memory of the GPU that a list of commands uses while it runs, planned as the list is written.
#pragma once

#include <cstddef>
#include <map>

#include "gpu/gpu.h"

namespace lumbar::gpu {

// Hands out parts of one allocation.  A part that was given back may be handed out again at once: the
// commands of a list run in order, so the part's last reader has ended before its next writer starts.
class Scratch {
  public:
    explicit Scratch(Address base) : base_(base) {}

    // Aligned to 256 bytes.
    Address take(std::size_t bytes);
    void give_back(Address part);
    // What the list needs in all.
    std::size_t peak_bytes() const { return peak_; }

  private:
    Address base_;
    std::size_t peak_ = 0;
    std::map<std::size_t, std::size_t> taken_;  // offset -> bytes
};

}  // namespace lumbar::gpu
