// Which kernels are launched, and on which grids.
#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "kernels/gpu/launch.h"

namespace lumbar::gpu {
namespace {

const GpuKind kT4 = {75, 40}, kA100 = {80, 108}, kP100 = {60, 56};

// A convolution over square images of so many pixels.
template <class Value = Half>
ConvArgs<Value> conv(int images, int extent, int in, int out, int size = 1) {
    ConvArgs<Value> a{};
    a.images = images, a.height = a.width = a.out_height = a.out_width = extent;
    a.in = a.input_step = in, a.out = a.output_step = out;
    a.size = size, a.stride = 1, a.padding = size / 2;
    return a;
}

BOOST_AUTO_TEST_CASE(large_convolutions_use_large_tiles) {
    BOOST_TEST(conv_launch(conv(360, 32, 448, 256), 1, kT4).name == "conv_f16_128x128");
    BOOST_TEST(conv_launch(conv(360, 16, 128, 128, 3), 1, kA100).name == "conv_f16_128x128");
    BOOST_TEST(conv_launch(conv<float>(360, 16, 128, 128, 3), 1, kP100).name == "conv_f32_64x64");
}
BOOST_AUTO_TEST_CASE(few_channels_use_narrow_tiles) {
    BOOST_TEST(conv_launch(conv(360, 32, 64, 64, 3), 1, kT4).name == "conv_f16_128x64");
}
BOOST_AUTO_TEST_CASE(few_rows_use_the_smallest_tile) {
    const Launch launch = conv_launch(conv(45, 1, 1024, 4096), 2, kT4);
    BOOST_TEST(launch.name == "conv_f16_64x32");
    BOOST_TEST(launch.grid.x == 128);
    BOOST_TEST(launch.grid.z == 2);
    BOOST_TEST(conv_launch(conv<float>(24, 1, 1024, 4096), 2, kP100).name == "conv_f32_32x32");
}
BOOST_AUTO_TEST_CASE(few_blocks_use_smaller_tiles_so_that_all_multiprocessors_work) {
    BOOST_TEST(conv_launch(conv(8, 8, 512, 512), 1, kA100).name == "conv_f16_64x32");
}
BOOST_AUTO_TEST_CASE(every_tile_fits_into_the_48_kilobytes_that_a_kernel_may_declare) {
    for (const ConvTile& tile : kConvF16Tiles)
        for (const int compute : {75, 80}) BOOST_TEST(tile.shared_bytes(compute) <= 48 << 10);
    for (const ConvTile& tile : kConvF32Tiles) BOOST_TEST(tile.shared_bytes(60) <= 48 << 10);
}
BOOST_AUTO_TEST_CASE(what_a_kernel_cannot_compute_is_refused) {
    BOOST_CHECK_THROW(conv_launch(conv(1, 8, 12, 8), 1, kT4), std::invalid_argument);
    BOOST_CHECK_THROW(conv_launch(conv(1, 8, 8, 8, 17), 1, kT4), std::invalid_argument);
    BOOST_CHECK_THROW(conv_launch(conv(1, 8, 8, 8), 1, kP100), std::invalid_argument);
    BOOST_CHECK_THROW(conv_launch(conv(0, 8, 8, 8), 1, kT4), std::invalid_argument);
    DepthwiseArgs<float> depthwise{};
    depthwise.images = depthwise.out_height = depthwise.out_width = 1;
    depthwise.channels = depthwise.input_step = depthwise.output_step = 8;
    depthwise.size = 7, depthwise.stride = 1;
    BOOST_CHECK_THROW(depthwise_launch(depthwise), std::invalid_argument);
}

}  // namespace
}  // namespace lumbar::gpu
