#include "fiber_stacks.h"

#include <cstdint>

#if !defined(__x86_64__)
#error "lumbar_switch_stacks is written for x86-64"
#endif

// System V ABI, figure 3.4: a callee keeps rbx, rbp and r12 to r15.
asm(R"(
    .text
    .globl lumbar_switch_stacks
    .type lumbar_switch_stacks, @function
lumbar_switch_stacks:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
    .size lumbar_switch_stacks, . - lumbar_switch_stacks
)");

namespace lumbar::fibers {
namespace {
constexpr std::size_t kStackBytes = std::size_t{128} << 10, kSavedRegisters = 6;
}  // namespace

void* FiberStacks::prepare(std::size_t fiber, void (*entry)()) {
    while (stacks_.size() <= fiber) stacks_.emplace_back(new char[kStackBytes]);
    const auto end =
        reinterpret_cast<std::uintptr_t>(stacks_[fiber].get() + kStackBytes) & ~std::uintptr_t{15};
    // When `ret` has taken the entry's address, the stack pointer is 8 off a multiple of 16, as after a call.
    auto* const place = reinterpret_cast<void**>(end) - 2;
    *place = reinterpret_cast<void*>(entry);
    for (std::size_t i = 1; i <= kSavedRegisters; ++i) *(place - i) = nullptr;
    return place - kSavedRegisters;
}

}  // namespace lumbar::fibers
