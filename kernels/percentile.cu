#include <cub/device/device_radix_sort.cuh>

#include "kernels/gpu_stream.cuh"
#include "kernels/percentile.h"
#include "kernels/percentile_rank.h"

namespace lumbar::kernels {
namespace {

void sort(const GpuStream& gpu, const std::uint32_t* keys, std::uint32_t* sorted, std::size_t count) {
    std::size_t bytes = 0;
    const auto call = [&](void* storage) {
        gpu.check(cub::DeviceRadixSort::SortKeys(storage, bytes, keys, sorted, count, 0, 32, gpu.stream()));
    };
    call(nullptr);  // asks for `bytes`
    const auto storage = gpu.array<char>(bytes);
    call(storage.data());
}

}  // namespace

std::vector<double> launch_percentiles(const float* values, std::size_t count,
                                       std::span<const double> percents, void* stream) {
    const GpuStream gpu("find percentiles", stream);
    const auto keys = gpu.array<std::uint32_t>(count), sorted = gpu.array<std::uint32_t>(count);
    gpu.each(count, OrderedBitsElement{values, keys.data()});
    sort(gpu, keys.data(), sorted.data(), count);
    return percentiles_of_keys(count, percents, [&](std::size_t rank) {
        std::uint32_t key = 0;
        gpu.check(
            cudaMemcpyAsync(&key, sorted.data() + rank, sizeof key, cudaMemcpyDeviceToHost, gpu.stream()));
        gpu.check(cudaStreamSynchronize(gpu.stream()));
        return key;
    });
}

}  // namespace lumbar::kernels
