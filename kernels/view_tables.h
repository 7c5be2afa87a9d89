// What every pixel of a view is made of, as tables that a CPU and a GPU read alike, and the pixel itself.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/affine_positions.h"
#include "kernels/device_function.h"
#include "kernels/resize_axis.h"

namespace lumbar::kernels {

inline constexpr int kViewTaps = 4;  // along one axis, of the cubic resize

// `values` lies where they are read: in the host's memory or a device's.
struct ViewTables {
    const std::int32_t* values = nullptr;
    int views = 0, height = 0, width = 0, out_height = 0, out_width = 0;

    // The source position of pixel (x,y) of a turned frame, in 1/1024 pixel: column_x[x] + row_x[y], and so
    // with y.
    LUMBAR_DEVICE const std::int32_t* column_x(int view) const {
        return values + std::ptrdiff_t{2} * view * (width + height);
    }
    LUMBAR_DEVICE const std::int32_t* column_y(int view) const { return column_x(view) + width; }
    LUMBAR_DEVICE const std::int32_t* row_x(int view) const {
        return column_x(view) + std::ptrdiff_t{2} * width;
    }
    LUMBAR_DEVICE const std::int32_t* row_y(int view) const { return row_x(view) + height; }
    // The turned pixels that one of the view is made of: the first, and the weights [taps,n] from there.
    LUMBAR_DEVICE const std::int32_t* across() const { return column_x(views); }
    LUMBAR_DEVICE const std::int32_t* across_weights() const { return across() + out_width; }
    LUMBAR_DEVICE const std::int32_t* down() const {
        return across() + std::ptrdiff_t{1 + kViewTaps} * out_width;
    }
    LUMBAR_DEVICE const std::int32_t* down_weights() const { return down() + out_height; }
};

// Four neighbours, and how far beyond the first the sample lies, in 1/32 pixel.
LUMBAR_DEVICE constexpr int blend_bytes(int top_left, int top_right, int bottom_left, int bottom_right,
                                        int right, int down) {
    const int top = top_left * kFractions + (top_right - top_left) * right;
    const int bottom = bottom_left * kFractions + (bottom_right - bottom_left) * right;
    constexpr int kBits = 2 * kFractionBits;
    return (top * kFractions + (bottom - top) * down + (1 << (kBits - 1))) >> kBits;
}

LUMBAR_DEVICE constexpr int within(int index, int size) {
    return index < 0 ? 0 : index < size ? index : size - 1;
}

// 0..255 as a sum of the cubic resize -> 0..1
LUMBAR_DEVICE constexpr float view_value(std::int32_t sum) {
    return static_cast<float>(within(narrow_sum<kViewTaps>(sum), 256)) / 255.f;
}

// A pixel of a turned frame, 0..255.  `frame`: [H,W]
LUMBAR_DEVICE inline int rotated_pixel(const std::uint8_t* frame, const ViewTables& tables, int view, int x,
                                       int y) {
    const int source_x = (tables.column_x(view)[x] + tables.row_x(view)[y]) >> kPositionShift;
    const int source_y = (tables.column_y(view)[x] + tables.row_y(view)[y]) >> kPositionShift;
    const int column = source_x >> kFractionBits, row = source_y >> kFractionBits;
    const int left = mirrored(column, tables.width), right = mirrored(column + 1, tables.width);
    const std::uint8_t* top = frame + std::ptrdiff_t{mirrored(row, tables.height)} * tables.width;
    const std::uint8_t* bottom = frame + std::ptrdiff_t{mirrored(row + 1, tables.height)} * tables.width;
    return blend_bytes(top[left], top[right], bottom[left], bottom[right], source_x & (kFractions - 1),
                       source_y & (kFractions - 1));
}

// A pixel of a view, 0..1.
LUMBAR_DEVICE inline float view_pixel(const std::uint8_t* frame, const ViewTables& tables, int view, int x,
                                      int y) {
    std::int32_t sum = 0;
    for (int j = 0; j < kViewTaps; ++j) {
        const int rotated_y = within(tables.down()[y] + j, tables.height);
        std::int32_t along = 0;
        for (int i = 0; i < kViewTaps; ++i) {
            const int rotated_x = within(tables.across()[x] + i, tables.width);
            along += rotated_pixel(frame, tables, view, rotated_x, rotated_y) *
                     tables.across_weights()[std::ptrdiff_t{i} * tables.out_width + x];
        }
        sum += along * tables.down_weights()[std::ptrdiff_t{j} * tables.out_height + y];
    }
    return view_value(sum);
}

}  // namespace lumbar::kernels
