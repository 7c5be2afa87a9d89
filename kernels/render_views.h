// Byte frames [S,H,W] in, what a net is shown of them out: turned, resized and scaled in one pass, a view an
// angle.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "kernels/view_tables.h"
#include "kernels/warp_affine.h"

namespace lumbar::kernels {

// All that does not depend on the frames.
struct ViewPlan {
    std::vector<std::int32_t> values;
    ViewTables shape;  // without values

    ViewTables tables() const {
        ViewTables tables = shape;
        tables.values = values.data();
        return tables;
    }
};

// A view for each rotation about a point of the frame.  Extents are 1..8192.
ViewPlan plan_views(int height, int width, std::span<const AffineMatrix> rotations, int out_height,
                    int out_width);

// Where the views go: view v of frame s is [H',W'] at first + v * view_stride + s * H' * W'.
struct ViewTarget {
    float* first = nullptr;
    std::size_t view_stride = 0;
};

// Each view equals warp_affine (linear), resize (cubic) and a division by 255 to the last bit.  `frames` may
// be 0, `threads` is at least 1; the result does not depend on it.
void render_views(const std::uint8_t* frames, int count, const ViewPlan& plan, const ViewTarget& target,
                  int threads);

}  // namespace lumbar::kernels
