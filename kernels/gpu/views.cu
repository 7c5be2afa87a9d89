// Test-time views of byte frames, to the CPU's bits: view_tables.h does the arithmetic, a thread a pixel.
#include <stdlib.h>  // clang's own <new> for CUDA wants malloc declared

#include "kernels/gpu/channels.cuh"
#include "kernels/view_tables.h"

// blockIdx.z: view * count + frame; a grid that is less deep goes on by its depth.
template <class Value>
DEVICE void views(const ViewArgs<Value>& a) {
    const int x = blockIdx.x * kViewColumns + threadIdx.x;
    const int y = blockIdx.y * kViewRows + threadIdx.y;
    if (x >= a.out_width || y >= a.out_height) return;
    const lumbar::kernels::ViewTables tables{a.tables, a.views, a.height, a.width, a.out_height, a.out_width};
    for (int i = blockIdx.z; i < a.count * a.views; i += gridDim.z) {
        const int view = i / a.count, frame = i % a.count;
        const long pixel = (static_cast<long>(frame) * a.out_height + y) * a.out_width + x;
        write_value(a.output + view * a.view_stride + pixel,
                    lumbar::kernels::view_pixel(a.frames + static_cast<long>(frame) * a.height * a.width,
                                                tables, view, x, y));
    }
}

KERNEL(kViewColumns* kViewRows, 1) views_f32(ViewArgs<float> args) {
    views(args);
}
KERNEL(kViewColumns* kViewRows, 1) views_f16(ViewArgs<Half> args) {
    views(args);
}
