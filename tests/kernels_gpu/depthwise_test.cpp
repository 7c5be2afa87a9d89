// Depthwise convolutions: 5x5, and 3x3 with stride 2.
#include <algorithm>
#include <boost/mpl/list.hpp>

#include "every_order.h"

namespace lumbar::fibers {
namespace {

using Values = boost::mpl::list<float, gpu::Half>;

struct Shape {
    int images, height, width, channels, size, stride;
    gpu::Activation activation;
    int out(int extent) const { return (extent - 1) / stride + 1; }
    int pixels() const { return images * out(height) * out(width); }
};

template <class Value>
double expected(const Shape& s, Guarded<Value>& input, Guarded<float>& weight, double bias, int pixel,
                int channel) {
    double sum = bias;
    for (int tap = 0; tap < s.size * s.size; ++tap) {
        const int y = pixel / s.out(s.width) % s.out(s.height) * s.stride + tap / s.size - s.size / 2;
        const int x = pixel % s.out(s.width) * s.stride + tap % s.size - s.size / 2;
        if (y < 0 || y >= s.height || x < 0 || x >= s.width) continue;
        const int image = pixel / s.out(s.width) / s.out(s.height);
        sum += static_cast<double>(weight.value(tap, channel)) *
               input.value((image * s.height + y) * s.width + x, channel);
    }
    return s.activation == gpu::kRelu ? std::max(sum, 0.0) : sum;
}

BOOST_AUTO_TEST_CASE_TEMPLATE(depthwise_convolves_each_channel_alone, Value, Values) {
    for (const Shape& s : {Shape{1, 1, 1, 8, 5, 1, gpu::kRelu},
                           {2, 7, 7, 72, 5, 1, gpu::kRelu},
                           {3, 3, 3, 24, 5, 1, gpu::kNoActivation},
                           {1, 1, 1, 8, 3, 2, gpu::kNoActivation},
                           {2, 7, 9, 40, 3, 2, gpu::kNoActivation},
                           {2, 12, 12, 16, 3, 2, gpu::kRelu}}) {
        Guarded<Value> input(s.images * s.height * s.width, s.channels, s.channels + 16);
        Guarded<float> weight(s.size * s.size, s.channels), bias(1, s.channels);
        Guarded<Value> output(s.pixels(), s.channels, s.channels + 8);
        input.fill(1), weight.fill(2), bias.fill(3);
        gpu::DepthwiseArgs<Value> a{};
        a.input = input.address(), a.weight = weight.address(), a.bias = bias.address();
        a.output = output.address();
        a.images = s.images, a.height = s.height, a.width = s.width, a.channels = s.channels;
        a.out_height = s.out(s.height), a.out_width = s.out(s.width), a.size = s.size, a.stride = s.stride;
        a.activation = s.activation, a.input_step = s.channels + 16, a.output_step = s.channels + 8;
        a.scale = -0.5f, a.shift = 2;
        run_in_every_order(gpu::depthwise_launch(a), &a, output);
        int wrong = 0;
        for (int pixel = 0; pixel < s.pixels(); ++pixel)
            for (int channel = 0; channel < s.channels; ++channel) {
                const double right = expected(s, input, weight, bias.value(0, channel), pixel, channel);
                wrong += !near<Value>(output.value(pixel, channel), -0.5 * right + 2, 4e-6);
            }
        BOOST_TEST(wrong == 0);
    }
}

}  // namespace
}  // namespace lumbar::fibers
