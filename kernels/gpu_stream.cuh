// A stream of the current GPU in, memory and work in its order out.
#pragma once

#include <cuda_runtime.h>

#include <cstddef>
#include <vector>

#include "kernels/launch_each.cuh"

namespace lumbar::kernels {

// Taken and given back in the stream's order: it may go out of scope while the GPU still works with it.
template <class T>
class GpuArray {
  public:
    GpuArray(const char* what, std::size_t count, cudaStream_t stream) : stream_(stream) {
        if (count == 0) return;
        check_gpu(cudaMallocAsync(reinterpret_cast<void**>(&values_), count * sizeof(T), stream), what);
    }
    // CUDA reads pageable memory before this returns: `from` may go at once.
    GpuArray(const char* what, const std::vector<T>& from, cudaStream_t stream)
        : GpuArray(what, from.size(), stream) {
        check_gpu(
            cudaMemcpyAsync(values_, from.data(), from.size() * sizeof(T), cudaMemcpyHostToDevice, stream),
            what);
    }
    GpuArray(const GpuArray&) = delete;
    GpuArray& operator=(const GpuArray&) = delete;
    ~GpuArray() {
        if (values_ != nullptr) cudaFreeAsync(values_, stream_);
    }
    T* data() const { return values_; }

  private:
    T* values_ = nullptr;
    cudaStream_t stream_;
};

// What the kernels of several steps ask of a GPU; their tests give them the CPU instead.
class GpuStream {
  public:
    // `what` completes "a GPU cannot"; `stream` is a cudaStream_t.
    GpuStream(const char* what, void* stream) : what_(what), stream_(static_cast<cudaStream_t>(stream)) {}

    template <class T>
    GpuArray<T> array(std::size_t count) const {
        return GpuArray<T>(what_, count, stream_);
    }
    template <class T>
    GpuArray<T> copy(const std::vector<T>& from) const {
        return GpuArray<T>(what_, from, stream_);
    }
    template <class Element>
    void each(std::size_t count, const Element& element) const {
        launch_each(what_, count, element, stream_);
    }
    cudaStream_t stream() const { return stream_; }
    void check(cudaError_t status) const { check_gpu(status, what_); }

  private:
    const char* what_;
    cudaStream_t stream_;
};

}  // namespace lumbar::kernels
