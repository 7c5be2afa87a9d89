// Pooling: the largest of 2x2 pixels, and the mean of an image.
#include <algorithm>
#include <boost/mpl/list.hpp>

#include "every_order.h"

namespace lumbar::fibers {
namespace {

using Values = boost::mpl::list<float, gpu::Half>;

BOOST_AUTO_TEST_CASE_TEMPLATE(max_pool_counts_pixels_beyond_the_far_edges_as_zero, Value, Values) {
    const int images = 2, height = 5, width = 7, channels = 24;
    Guarded<Value> input(images * height * width, channels, 40),
        output(images * height * width, channels, 32);
    input.fill(1);
    gpu::MaxPoolArgs<Value> a{input.address(), output.address(), images, height, width, channels, 40, 32};
    run_in_every_order(gpu::max_pool_launch(a), &a, output);
    int wrong = 0;
    for (int pixel = 0; pixel < images * height * width; ++pixel)
        for (int channel = 0; channel < channels; ++channel) {
            float largest = -2;
            for (int i = 0; i < 4; ++i) {
                const bool inside = pixel % width + i % 2 < width && pixel / width % height + i / 2 < height;
                largest = std::max(largest, inside ? input.value(pixel + i / 2 * width + i % 2, channel) : 0);
            }
            wrong += output.value(pixel, channel) != largest;
        }
    BOOST_TEST(wrong == 0);
}

BOOST_AUTO_TEST_CASE_TEMPLATE(mean_is_taken_over_the_pixels_of_each_image, Value, Values) {
    const int images = 3, pixels = 49, channels = 136;
    Guarded<Value> input(images * pixels, channels, 144), output(images, channels);
    input.fill(1);
    gpu::MeanArgs<Value> a{input.address(), output.address(), images, pixels, channels, 144};
    run_in_every_order(gpu::mean_launch(a), &a, output);
    int wrong = 0;
    for (int image = 0; image < images; ++image)
        for (int channel = 0; channel < channels; ++channel) {
            double sum = 0;
            for (int pixel = 0; pixel < pixels; ++pixel) sum += input.value(image * pixels + pixel, channel);
            wrong += !near<Value>(output.value(image, channel), sum / pixels, 1e-6);
        }
    BOOST_TEST(wrong == 0);
}

}  // namespace
}  // namespace lumbar::fibers
