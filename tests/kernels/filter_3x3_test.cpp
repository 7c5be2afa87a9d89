#include "kernels/filter_3x3.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <vector>

#include "kernels/median_3x3.h"

namespace lumbar::kernels {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr Weights3x3 kGaussian{16, 32, 16, 32, 64, 32, 16, 32, 16};

Bytes scattered(StackShape shape) {
    Bytes frames(shape.frame_size() * static_cast<std::size_t>(shape.frames));
    for (std::size_t i = 0; i < frames.size(); ++i)
        frames[i] = static_cast<std::uint8_t>(i * 2654435761u >> 13);
    return frames;
}

Bytes filtered(const Bytes& frames, StackShape shape, const Weights3x3& weights, int threads = 2) {
    Bytes out(frames.size());
    filter_3x3(frames.data(), shape, out.data(), weights, threads);
    return out;
}

Bytes medians(const Bytes& frames, StackShape shape, int threads = 2) {
    Bytes out(frames.size());
    median_3x3(frames.data(), shape, out.data(), threads);
    return out;
}

int at(int index, int size, bool mirrors) {
    if (size == 1) return 0;
    if (index < 0) return mirrors ? 1 : 0;
    return index < size ? index : size - (mirrors ? 2 : 1);
}

// The nine values around a pixel, by the plain rule.
std::vector<int> around(const Bytes& frames, StackShape shape, std::size_t pixel, bool mirrors) {
    const std::size_t in_frame = pixel % shape.frame_size(), frame = pixel - in_frame;
    const int y = static_cast<int>(in_frame) / shape.width, x = static_cast<int>(in_frame) % shape.width;
    std::vector<int> values;
    for (int down = -1; down <= 1; ++down) {
        for (int across = -1; across <= 1; ++across) {
            const int row = at(y + down, shape.height, mirrors),
                      column = at(x + across, shape.width, mirrors);
            values.push_back(frames[frame + static_cast<std::size_t>(row * shape.width + column)]);
        }
    }
    return values;
}

constexpr StackShape kShapes[] = {{2, 17, 37}, {1, 1, 1}, {2, 1, 9}, {1, 9, 1}, {1, 2, 2}, {0, 3, 3}};

BOOST_AUTO_TEST_SUITE(neighbourhoods)

BOOST_AUTO_TEST_CASE(weighs_the_nine_pixels_around_each_with_a_mirrored_border) {
    const Weights3x3 uneven{1, 2, 3, 5, 200, 7, 11, 14, 13};
    for (const StackShape shape : kShapes) {
        const Bytes frames = scattered(shape), found = filtered(frames, shape, uneven);
        for (std::size_t i = 0; i < frames.size(); ++i) {
            const auto values = around(frames, shape, i, true);
            int sum = 128;
            for (std::size_t k = 0; k < 9; ++k) sum += uneven[k] * values[k];
            BOOST_REQUIRE(int{found[i]} == sum / 256);
        }
    }
}

BOOST_AUTO_TEST_CASE(takes_the_median_of_the_nine_with_a_repeated_border) {
    for (const StackShape shape : kShapes) {
        const Bytes frames = scattered(shape), found = medians(frames, shape);
        for (std::size_t i = 0; i < frames.size(); ++i) {
            auto values = around(frames, shape, i, false);
            std::sort(values.begin(), values.end());
            BOOST_REQUIRE(int{found[i]} == values[4]);
        }
    }
}

BOOST_AUTO_TEST_CASE(keeps_flat_frames_flat_even_at_white) {
    const StackShape shape{2, 8, 19};
    const Bytes white(shape.frame_size() * 2, 255);
    BOOST_TEST((filtered(white, shape, kGaussian) == white));
    BOOST_TEST((filtered(white, shape, {0, 0, 0, 0, 256, 0, 0, 0, 0}) == white));
    BOOST_TEST((medians(white, shape) == white));
}

BOOST_AUTO_TEST_CASE(gives_the_same_whatever_the_number_of_threads) {
    const StackShape shape{3, 21, 18};
    const Bytes frames = scattered(shape);
    BOOST_TEST((filtered(frames, shape, kGaussian, 1) == filtered(frames, shape, kGaussian, 5)));
    BOOST_TEST((medians(frames, shape, 1) == medians(frames, shape, 5)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
