#include <algorithm>
#include <cstring>

#include "kernels/render_views.h"
#include "kernels/vectorised.h"

namespace lumbar::kernels {
namespace {

// [H+2m,W+2m]: a frame and enough of its mirrored surroundings for every view, so that none asks where the
// frame ends.
struct PaddedFrame {
    int margin = 0, stride = 0;
    std::vector<std::uint8_t> pixels;

    const std::uint8_t* origin() const { return pixels.data() + std::ptrdiff_t{margin} * stride + margin; }
};

// How far beyond 0..size-1 a sample and its neighbour reach.
int overhang(const std::int32_t* column, int columns, const std::int32_t* row, int rows, int size) {
    int most = 0;
    // Positions are monotonous along either axis: the corners reach the furthest.
    for (const std::int32_t at_column : {column[0], column[columns - 1]}) {
        for (const std::int32_t at_row : {row[0], row[rows - 1]}) {
            const int pixel = (at_column + at_row) >> kPositionBits;
            most = std::max({most, -pixel, pixel + 1 - (size - 1)});
        }
    }
    return most;
}

int margin_of(const ViewTables& tables) {
    int margin = 0;
    for (int view = 0; view < tables.views; ++view) {
        margin = std::max(
            {margin,
             overhang(tables.column_x(view), tables.width, tables.row_x(view), tables.height, tables.width),
             overhang(tables.column_y(view), tables.width, tables.row_y(view), tables.height,
                      tables.height)});
    }
    return margin;
}

void pad(const std::uint8_t* frame, const ViewTables& tables, int margin, PaddedFrame& padded) {
    padded.margin = margin;
    padded.stride = tables.width + 2 * margin;
    padded.pixels.resize(static_cast<std::size_t>(padded.stride) *
                         static_cast<std::size_t>(tables.height + 2 * margin));
    for (int y = -margin; y < tables.height + margin; ++y) {
        const std::uint8_t* from = frame + std::ptrdiff_t{mirrored(y, tables.height)} * tables.width;
        std::uint8_t* row = padded.pixels.data() + std::ptrdiff_t{y + margin} * padded.stride + margin;
        std::copy_n(from, tables.width, row);
        for (int x = 1; x <= margin; ++x) {
            row[-x] = from[mirrored(-x, tables.width)];
            row[tables.width - 1 + x] = from[mirrored(tables.width - 1 + x, tables.width)];
        }
    }
}

// What one thread needs on its way from a padded frame to a view.
struct Rows {
    std::vector<std::int32_t> offsets, right, down;  // [W], of the samples of one row
    std::vector<std::uint8_t> above, below;          // [W,2], the pairs of pixels around them
    std::vector<std::uint8_t> turned;                // [W+4]: a row, its ends repeated
    std::vector<std::uint8_t> taps;                  // [W',taps]
    std::vector<std::int32_t> along;                 // [H,W']: every row resized

    explicit Rows(const ViewTables& tables) {
        const auto width = static_cast<std::size_t>(tables.width),
                   out = static_cast<std::size_t>(tables.out_width);
        for (auto* each : {&offsets, &right, &down}) each->resize(width);
        for (auto* each : {&above, &below}) each->resize(2 * width);
        turned.resize(width + kViewTaps);
        taps.resize(kViewTaps * out);
        along.resize(static_cast<std::size_t>(tables.height) * out);
    }
    std::uint8_t* row() { return turned.data() + kViewTaps / 2; }
};

LUMBAR_VECTORISED void find_samples(const std::int32_t* column_x, const std::int32_t* column_y,
                                    std::int32_t row_x, std::int32_t row_y, int stride, int width,
                                    std::int32_t* __restrict offsets, std::int32_t* __restrict right,
                                    std::int32_t* __restrict down) {
    for (int x = 0; x < width; ++x) {
        const std::int32_t source_x = (column_x[x] + row_x) >> kPositionShift;
        const std::int32_t source_y = (column_y[x] + row_y) >> kPositionShift;
        offsets[x] = (source_y >> kFractionBits) * stride + (source_x >> kFractionBits);
        right[x] = source_x & (kFractions - 1);
        down[x] = source_y & (kFractions - 1);
    }
}

LUMBAR_VECTORISED void blend_samples(const std::uint8_t* above, const std::uint8_t* below,
                                     const std::int32_t* right, const std::int32_t* down, int width,
                                     std::uint8_t* __restrict out) {
    for (std::ptrdiff_t x = 0; x < width; ++x) {
        out[x] = static_cast<std::uint8_t>(
            blend_bytes(above[2 * x], above[2 * x + 1], below[2 * x], below[2 * x + 1], right[x], down[x]));
    }
}

// Row y of the turned frame into rows.row(), and its ends repeated.
void rotate_row(const PaddedFrame& frame, const ViewTables& tables, int view, int y, Rows& rows) {
    const int width = tables.width;
    find_samples(tables.column_x(view), tables.column_y(view), tables.row_x(view)[y], tables.row_y(view)[y],
                 frame.stride, width, rows.offsets.data(), rows.right.data(), rows.down.data());
    const std::uint8_t* origin = frame.origin();
    for (std::ptrdiff_t x = 0; x < width; ++x) {
        const std::uint8_t* sample = origin + rows.offsets[static_cast<std::size_t>(x)];
        std::memcpy(rows.above.data() + 2 * x, sample, 2);
        std::memcpy(rows.below.data() + 2 * x, sample + frame.stride, 2);
    }
    std::uint8_t* row = rows.row();
    blend_samples(rows.above.data(), rows.below.data(), rows.right.data(), rows.down.data(), width, row);
    for (int i = 1; i <= kViewTaps / 2; ++i) {
        row[-i] = row[0];
        row[width - 1 + i] = row[width - 1];
    }
}

LUMBAR_VECTORISED void sum_taps(const std::uint8_t* taps, const std::int32_t* weights, int out_width,
                                std::int32_t* __restrict out) {
    for (int x = 0; x < out_width; ++x) {
        std::int32_t sum = 0;
        for (int i = 0; i < kViewTaps; ++i) sum += taps[kViewTaps * x + i] * weights[i * out_width + x];
        out[x] = sum;
    }
}

// rows.row() -> [W']
void resize_row(const ViewTables& tables, Rows& rows, std::int32_t* out) {
    const std::uint8_t* row = rows.row();
    for (std::ptrdiff_t x = 0; x < tables.out_width; ++x) {
        std::memcpy(rows.taps.data() + kViewTaps * x, row + tables.across()[x], kViewTaps);
    }
    sum_taps(rows.taps.data(), tables.across_weights(), tables.out_width, out);
}

LUMBAR_VECTORISED void blend_rows(const std::int32_t* const* rows, const std::int32_t* weights, int out_width,
                                  float* __restrict out) {
    const std::int32_t *a = rows[0], *b = rows[1], *c = rows[2], *d = rows[3];
    for (int x = 0; x < out_width; ++x) {
        out[x] = view_value(a[x] * weights[0] + b[x] * weights[1] + c[x] * weights[2] + d[x] * weights[3]);
    }
}

LUMBAR_VECTORISED void scale_row(const std::uint8_t* row, int width, float* __restrict out) {
    for (int x = 0; x < width; ++x) out[x] = static_cast<float>(row[x]) / 255.f;
}

void render_view(const PaddedFrame& frame, const ViewTables& tables, int view, Rows& rows, float* out) {
    if (tables.out_height == tables.height && tables.out_width == tables.width) {  // nothing to resize
        for (int y = 0; y < tables.height; ++y) {
            rotate_row(frame, tables, view, y, rows);
            scale_row(rows.row(), tables.width, out + static_cast<std::ptrdiff_t>(y) * tables.width);
        }
        return;
    }
    for (int y = 0; y < tables.height; ++y) {
        rotate_row(frame, tables, view, y, rows);
        resize_row(tables, rows, rows.along.data() + static_cast<std::ptrdiff_t>(y) * tables.out_width);
    }
    for (int y = 0; y < tables.out_height; ++y) {
        const std::int32_t* sources[kViewTaps];
        std::int32_t weights[kViewTaps];
        for (int i = 0; i < kViewTaps; ++i) {
            const std::ptrdiff_t row = within(tables.down()[y] + i, tables.height);
            sources[i] = rows.along.data() + row * tables.out_width;
            weights[i] = tables.down_weights()[i * tables.out_height + y];
        }
        blend_rows(sources, weights, tables.out_width,
                   out + static_cast<std::ptrdiff_t>(y) * tables.out_width);
    }
}

void add_rotation(const AffineMatrix& rotation, int height, int width, std::vector<std::int32_t>& values) {
    const Positions positions(rotation, width);
    values.insert(values.end(), positions.dx.begin(), positions.dx.end());
    values.insert(values.end(), positions.dy.begin(), positions.dy.end());
    for (int y = 0; y < height; ++y) values.push_back(static_cast<std::int32_t>(positions.row_x(y)));
    for (int y = 0; y < height; ++y) values.push_back(static_cast<std::int32_t>(positions.row_y(y)));
}

void add_axis(int size, int out_size, std::vector<std::int32_t>& values) {
    const auto axis = make_axis<std::int32_t>(size, out_size, Filter::cubic);
    values.insert(values.end(), axis.firsts.begin(), axis.firsts.end());
    for (std::size_t i = 0; i < kViewTaps; ++i) {
        for (std::size_t x = 0; x < axis.firsts.size(); ++x)
            values.push_back(axis.weights[kViewTaps * x + i]);
    }
}

}  // namespace

ViewPlan plan_views(int height, int width, std::span<const AffineMatrix> rotations, int out_height,
                    int out_width) {
    ViewPlan plan;
    plan.shape = {nullptr, static_cast<int>(rotations.size()), height, width, out_height, out_width};
    for (const AffineMatrix& rotation : rotations) add_rotation(rotation, height, width, plan.values);
    add_axis(width, out_width, plan.values);
    add_axis(height, out_height, plan.values);
    return plan;
}

void render_views(const std::uint8_t* frames, int count, const ViewPlan& plan, const ViewTarget& target,
                  int threads) {
    const ViewTables tables = plan.tables();
    const int margin = margin_of(tables);
    const auto frame_size = static_cast<std::size_t>(tables.height) * static_cast<std::size_t>(tables.width);
    const auto out_size =
        static_cast<std::size_t>(tables.out_height) * static_cast<std::size_t>(tables.out_width);
    std::vector<PaddedFrame> padded(static_cast<std::size_t>(count));
#pragma omp parallel num_threads(threads)
    {
#pragma omp for
        for (int frame = 0; frame < count; ++frame) {
            const auto at = static_cast<std::size_t>(frame);
            pad(frames + at * frame_size, tables, margin, padded[at]);
        }
        Rows rows(tables);
#pragma omp for
        for (int i = 0; i < count * tables.views; ++i) {
            const int view = i / count;
            const auto frame = static_cast<std::size_t>(i % count);
            render_view(
                padded[frame], tables, view, rows,
                target.first + static_cast<std::size_t>(view) * target.view_stride + frame * out_size);
        }
    }
}

}  // namespace lumbar::kernels
