// Makes a kernel whose source was included known to the fibers.
#pragma once

#include <cstring>
#include <type_traits>

#include "fibers.h"

namespace lumbar::fibers {

template <class>
struct ArgsOf;
template <class Args>
struct ArgsOf<void (*)(Args)> {
    using Type = Args;
};

template <auto kKernel>
void call_kernel(const void* args) {
    typename ArgsOf<decltype(kKernel)>::Type own;
    std::memcpy(&own, args, sizeof own);  // the host's struct is another type of the same layout
    kKernel(own);
}

}  // namespace lumbar::fibers

#define REGISTER_KERNEL(NAME, COMPUTE) \
    const lumbar::fibers::Registration NAME##_registration(#NAME, COMPUTE, lumbar::fibers::call_kernel<NAME>);
