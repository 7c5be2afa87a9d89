// The stem's first convolution.
#include <algorithm>
#include <array>
#include <boost/mpl/list.hpp>

#include "every_order.h"

namespace lumbar::fibers {
namespace {

using Values = boost::mpl::list<float, gpu::Half>;

BOOST_AUTO_TEST_CASE_TEMPLATE(stem_convolves_one_channel_with_stride_2, Value, Values) {
    for (const auto& [images, height, width, out] : {std::array{1, 1, 1, 8}, {2, 7, 11, 24}, {3, 8, 6, 32}}) {
        const int out_height = (height + 1) / 2, out_width = (width + 1) / 2;
        Guarded<Value> input(static_cast<std::size_t>(images), static_cast<std::size_t>(height * width));
        Guarded<float> weight(9, out), bias(1, out);
        Guarded<Value> output(static_cast<std::size_t>(images * out_height * out_width), out, out + 8);
        input.fill(1), weight.fill(2), bias.fill(3);
        gpu::StemArgs<Value> a{};
        a.input = input.address(), a.weight = weight.address(), a.bias = bias.address();
        a.output = output.address();
        a.images = images, a.height = height, a.width = width, a.out_height = out_height,
        a.out_width = out_width;
        a.out = out, a.output_step = out + 8, a.activation = gpu::kRelu, a.scale = 1.5f, a.shift = 0.25f;
        run_in_every_order(gpu::stem_launch(a), &a, output);
        int wrong = 0;
        for (int pixel = 0; pixel < images * out_height * out_width; ++pixel)
            for (int channel = 0; channel < out; ++channel) {
                double sum = bias.value(0, channel);
                for (int tap = 0; tap < 9; ++tap) {
                    const int y = pixel / out_width % out_height * 2 + tap / 3 - 1,
                              x = pixel % out_width * 2 + tap % 3 - 1;
                    if (y < 0 || y >= height || x < 0 || x >= width) continue;
                    sum += static_cast<double>(weight.value(tap, channel)) *
                           input.value(pixel / out_width / out_height, y * width + x);
                }
                wrong += !near<Value>(output.value(pixel, channel), 1.5 * std::max(sum, 0.0) + 0.25, 2e-6);
            }
        BOOST_TEST(wrong == 0);
    }
}

}  // namespace
}  // namespace lumbar::fibers
