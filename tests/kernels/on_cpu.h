// A GPU's element in, what it computes for every index out, on the CPU: its arithmetic is tested where there
// is no GPU.
#pragma once

#include <cstddef>
#include <vector>

namespace lumbar::kernels::test {

// Stands in for GpuStream.
struct OnCpu {
    template <class T>
    std::vector<T> array(std::size_t count) const {
        return std::vector<T>(count);
    }
    template <class T>
    std::vector<T> copy(const std::vector<T>& from) const {
        return from;
    }
    // Backwards: no element may need another.
    template <class Element>
    void each(std::size_t count, const Element& element) const {
        for (std::size_t i = count; i-- > 0;) element(i);
    }
};

}  // namespace lumbar::kernels::test
