#include "conv_problem.h"

#include <algorithm>

namespace lumbar::fibers {
namespace {

double activate(double value, gpu::Activation activation) {
    if (activation == gpu::kRelu) return std::max(value, 0.0);
    if (activation == gpu::kTanh) return std::tanh(value);
    if (activation == gpu::kSigmoid) return 1 / (1 + std::exp(-value));
    return value;
}

}  // namespace

template <class Value>
ConvProblem<Value>::ConvProblem(const ConvShape& s)
    : shape_(s),
      input_(s.in_pixels() * s.batches, s.in, s.in + kGap),
      weight_(static_cast<std::size_t>(s.out) * s.batches, s.products()),
      bias_(s.batches, s.out),
      residual_(s.out_pixels(), s.out, s.out + 2 * kGap),
      output_(s.out_pixels() * s.batches, s.out, s.out + kGap),
      output_float_(s.out_pixels() * s.batches, s.out, s.out + kGap) {
    input_.fill(1);
    weight_.fill(2);
    bias_.fill(3);
    residual_.fill(4);
    for (std::size_t batch = 0; batch < static_cast<std::size_t>(s.batches); ++batch)
        for (std::size_t pixel = 0; pixel < s.out_pixels(); ++pixel)
            for (std::size_t channel = 0; channel < static_cast<std::size_t>(s.out); ++channel)
                expected_.push_back(expect(batch, pixel, channel));
}

template <class Value>
gpu::ConvArgs<Value> ConvProblem<Value>::args() {
    const ConvShape& s = shape_;
    const int gap = kGap;
    gpu::ConvArgs<Value> a{};
    a.input = input_.address(), a.weight = weight_.address(), a.bias = bias_.address();
    a.residual = s.residual ? residual_.address() : 0;
    a.output = output_.address(), a.output_float = s.output_float ? output_float_.address() : 0;
    a.images = s.images, a.height = s.height, a.width = s.width, a.in = s.in;
    a.out_height = s.out_height(), a.out_width = s.out_width(), a.out = s.out;
    a.size = s.size, a.stride = s.stride, a.padding = s.padding, a.activation = s.activation;
    a.input_step = s.in + gap, a.residual_step = s.out + 2 * gap, a.output_step = s.out + gap;
    a.scale = s.scale, a.shift = s.shift;
    a.input_batch = static_cast<int>(s.in_pixels()) * a.input_step;
    a.weight_batch = static_cast<int>(s.products()) * s.out;
    a.bias_batch = s.out;
    a.output_batch = static_cast<int>(s.out_pixels()) * a.output_step;
    return a;
}

template <class Value>
void ConvProblem<Value>::clear_output() {
    output_ = Guarded<Value>(output_.pixels(), shape_.out, shape_.out + kGap);
    output_float_ = Guarded<float>(output_.pixels(), shape_.out, shape_.out + kGap);
}

// The products of halves are exact in float32, and each of the n sums is rounded once: by at most 2^-24 of
// the sum of all sizes.  The activations' slopes are at most 1, their own error a few units; then the result
// is rounded.
template <class Value>
typename ConvProblem<Value>::Expected ConvProblem<Value>::expect(std::size_t batch, std::size_t pixel,
                                                                 std::size_t channel) {
    const ConvShape& s = shape_;
    const int frame = s.out_height() * s.out_width(), image = static_cast<int>(pixel) / frame;
    const int top = static_cast<int>(pixel) % frame / s.out_width() * s.stride - s.padding;
    const int left = static_cast<int>(pixel) % s.out_width() * s.stride - s.padding;
    double sum = bias_.value(batch, channel), sizes = std::fabs(sum);
    for (int tap = 0; tap < s.size * s.size; ++tap) {
        const int y = top + tap / s.size, x = left + tap % s.size;
        if (y < 0 || y >= s.height || x < 0 || x >= s.width) continue;
        const std::size_t from =
            batch * s.in_pixels() + static_cast<std::size_t>((image * s.height + y) * s.width + x);
        for (std::size_t c = 0; c < static_cast<std::size_t>(s.in); ++c) {
            const double product =
                static_cast<double>(input_.value(from, c)) *
                weight_.value(batch * s.out + channel, static_cast<std::size_t>(tap * s.in) + c);
            sum += product;
            sizes += std::fabs(product);
        }
    }
    double value = s.scale * activate(sum, s.activation) + s.shift;
    const double before = std::fabs(s.scale) * (static_cast<double>(s.products()) + 2) * 0x1p-24 * sizes;
    if (s.residual) value += residual_.value(pixel, channel);
    const double own = s.output_float ? 0x1p-24 : rounding<Value>();
    return {value, before + 0x1p-21 * (std::fabs(value) + 1) + own * std::fabs(value) + 0x1p-25};
}

template <class Value>
double ConvProblem<Value>::error() {
    if (!output_.gaps_untouched() || !output_float_.gaps_untouched()) return INFINITY;
    double most = 0;
    for (std::size_t i = 0; i < expected_.size(); ++i) {
        const std::size_t pixel = i / shape_.out, channel = i % shape_.out;
        const double value =
            shape_.output_float ? output_float_.value(pixel, channel) : output_.value(pixel, channel);
        const double part = std::fabs(value - expected_[i].value) / expected_[i].bound;
        most = part >= 0 ? std::max(most, part) : INFINITY;
    }
    return most;
}

template class ConvProblem<float>;
template class ConvProblem<gpu::Half>;

}  // namespace lumbar::fibers
