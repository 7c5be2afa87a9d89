// The tiles that the convolution kernels are compiled for.  Read by the kernels and by the host, which
// chooses.
//
// A convolution is a product of matrices: rows are output pixels, columns are output channels, and the depth
// is the filter's taps times the input's channels.  A block computes rows x columns of it, 64 bytes of depth
// at a time.
#pragma once

namespace lumbar::gpu {

struct ConvTile {
    int rows, columns;
    int warp_rows, warp_columns;  // what a warp of the block computes
    int async_stages;             // steps of depth in shared memory where copies are asynchronous (sm_80)
    int speed_percent;            // of a multiprocessor's peak that it can reach, by count: BENCHMARKS.md

    static constexpr int kDepthBytes = 64, kWordBytes = 16, kWordsDeep = kDepthBytes / kWordBytes;

    constexpr int warps_across() const { return columns / warp_columns; }
    constexpr int threads() const { return rows / warp_rows * warps_across() * 32; }
    constexpr int stages(int compute) const { return compute >= 80 ? async_stages : 2; }
    constexpr int stage_bytes() const { return (rows + columns) * kDepthBytes; }
    constexpr int shared_bytes(int compute) const { return stages(compute) * stage_bytes(); }
};

// conv_f16_ROWSxCOLUMNS: float16 on tensor cores, sums in float32.  48 KB is what a kernel may declare.
inline constexpr ConvTile kConvF16Tiles[] = {
    {128, 128, 64, 64, 3, 90},
    {128, 64, 64, 32, 3, 85},
    {64, 64, 64, 32, 3, 75},
    {64, 32, 32, 32, 6, 60},  // few rows: bound by reading weights
};
// conv_f32_ROWSxCOLUMNS: float32 for every GPU; copies pass through registers.
inline constexpr ConvTile kConvF32Tiles[] = {
    {64, 64, 32, 64, 2, 85},
    {32, 32, 16, 32, 2, 60},
};

}  // namespace lumbar::gpu
