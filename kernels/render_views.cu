#include "kernels/launch_each.cuh"
#include "kernels/render_views.h"

namespace lumbar::kernels {
namespace {

// A thread a pixel; blocks go through the frames and views: launch_each would divide by all three extents.
__global__ void render_view(const std::uint8_t* frames, int count, ViewTables tables, ViewTarget target) {
    const int x = static_cast<int>(blockIdx.x * blockDim.x + threadIdx.x);
    const int y = static_cast<int>(blockIdx.y * blockDim.y + threadIdx.y);
    if (x >= tables.out_width || y >= tables.out_height) return;
    const auto frame_size = static_cast<std::size_t>(tables.height) * tables.width;
    const auto out_size = static_cast<std::size_t>(tables.out_height) * tables.out_width;
    for (int i = static_cast<int>(blockIdx.z); i < count * tables.views; i += static_cast<int>(gridDim.z)) {
        const int view = i / count, frame = i % count;
        target.first[view * target.view_stride + frame * out_size +
                     static_cast<std::size_t>(y) * tables.out_width + x] =
            view_pixel(frames + frame * frame_size, tables, view, x, y);
    }
}

}  // namespace

void launch_render_views(const std::uint8_t* frames, int count, const ViewTables& tables,
                         const ViewTarget& target, void* stream) {
    if (count == 0 || tables.views == 0) return;
    constexpr unsigned kBlockWidth = 32, kBlockHeight = 8, kMostBlocksDeep = 65535;
    const auto blocks = [](int size, unsigned block) {
        return (static_cast<unsigned>(size) - 1) / block + 1;
    };
    const auto deep = static_cast<unsigned>(count) * static_cast<unsigned>(tables.views);
    const dim3 grid(blocks(tables.out_width, kBlockWidth), blocks(tables.out_height, kBlockHeight),
                    deep < kMostBlocksDeep ? deep : kMostBlocksDeep);
    render_view<<<grid, dim3(kBlockWidth, kBlockHeight), 0, static_cast<cudaStream_t>(stream)>>>(
        frames, count, tables, target);
    check_gpu(cudaGetLastError(), "render views");
}

}  // namespace lumbar::kernels
