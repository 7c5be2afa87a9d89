// Values of the host in, a copy in the GPU's memory out, for the tests that compare with a GPU.
#pragma once

#include <cuda_runtime.h>

#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <vector>

namespace lumbar::kernels::test {

inline bool has_device() {
    int count = 0;
    const cudaError_t status = cudaGetDeviceCount(&count);
    if (status == cudaSuccess && count > 0) return true;
    BOOST_TEST_MESSAGE("******** NOT COMPARED: no CUDA device answers (" << cudaGetErrorString(status)
                                                                         << ") ********");
    return false;
}

inline void check(cudaError_t status) {
    BOOST_REQUIRE_MESSAGE(status == cudaSuccess, cudaGetErrorString(status));
}

// A copy of some values in the GPU's memory.
template <class T>
struct OnGpu {
    T* values = nullptr;
    std::size_t bytes;

    explicit OnGpu(const std::vector<T>& from) : bytes(from.size() * sizeof(T)) {
        check(cudaMalloc(reinterpret_cast<void**>(&values), bytes));
        check(cudaMemcpy(values, from.data(), bytes, cudaMemcpyHostToDevice));
    }
    OnGpu(const OnGpu&) = delete;
    OnGpu& operator=(const OnGpu&) = delete;
    ~OnGpu() { cudaFree(values); }
    std::vector<T> fetch() const {
        std::vector<T> to(bytes / sizeof(T));
        check(cudaMemcpy(to.data(), values, bytes, cudaMemcpyDeviceToHost));
        return to;
    }
};

}  // namespace lumbar::kernels::test
