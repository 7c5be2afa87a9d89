// A stack of its own for each thread of a block, and the switch from one to another.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace lumbar::fibers {

// Saves the registers that a callee must keep and the stack pointer, and continues where `to` was saved.
// ucontext would do the same with two system calls a switch.
extern "C" void lumbar_switch_stacks(void** from, void* to);

// Stacks are kept from one block to the next.
class FiberStacks {
  public:
    // -> what lumbar_switch_stacks continues at: the start of `entry`, which must not return, on the stack of
    // `fiber`.
    void* prepare(std::size_t fiber, void (*entry)());
    // Drops all: fibers that were left in the middle may have marked their stacks for the address sanitizer.
    void clear() { stacks_.clear(); }

  private:
    std::vector<std::unique_ptr<char[]>> stacks_;
};

}  // namespace lumbar::fibers
