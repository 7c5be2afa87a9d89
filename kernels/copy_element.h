// A value in, the same value out: what a resize to the same size does.
#pragma once

#include <cstddef>

#include "kernels/device_function.h"

namespace lumbar::kernels {

template <class T>
struct CopyElement {
    const T* from = nullptr;
    T* to = nullptr;

    LUMBAR_DEVICE void operator()(std::size_t i) const { to[i] = from[i]; }
};

}  // namespace lumbar::kernels
