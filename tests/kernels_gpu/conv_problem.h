// A convolution with random values, and what it must give: plain loops in float64.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "guarded.h"
#include "kernels/gpu/arguments.h"

namespace lumbar::fibers {

struct ConvShape {
    std::string name;
    int images = 1, height = 1, width = 1, in = 8, out = 8;
    int size = 1, stride = 1, padding = 0;
    bool same_extent = false;  // the output is as large as the input: padding at the far edges alone
    gpu::Activation activation = gpu::kNoActivation;
    bool residual = false, output_float = false;
    float scale = 1, shift = 0;
    int batches = 1;

    int out_extent(int extent) const {
        return same_extent ? extent : (extent + 2 * padding - size) / stride + 1;
    }
    int out_height() const { return out_extent(height); }
    int out_width() const { return out_extent(width); }
    std::size_t in_pixels() const { return static_cast<std::size_t>(images) * height * width; }
    std::size_t out_pixels() const { return static_cast<std::size_t>(images) * out_height() * out_width(); }
    std::size_t products() const { return static_cast<std::size_t>(size) * size * in; }
};

template <class Value>
class ConvProblem {
  public:
    explicit ConvProblem(const ConvShape& shape);

    gpu::ConvArgs<Value> args();
    // Before each run.
    void clear_output();
    // The largest difference as a part of what rounding allows; infinity for NaN and for touched gaps.
    double error();
    const std::vector<Value>& output() const { return output_.all(); }
    const std::vector<float>& output_float() const { return output_float_.all(); }

  private:
    struct Expected {
        double value, bound;
    };
    Expected expect(std::size_t batch, std::size_t pixel, std::size_t channel);

    static constexpr std::size_t kGap = 8;
    ConvShape shape_;
    Guarded<Value> input_, weight_;
    Guarded<float> bias_;
    Guarded<Value> residual_, output_;
    Guarded<float> output_float_;
    std::vector<Expected> expected_;
};

}  // namespace lumbar::fibers
