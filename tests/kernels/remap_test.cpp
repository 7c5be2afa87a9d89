#include "kernels/remap.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstddef>
#include <vector>

namespace lumbar::kernels {
namespace {

using Bytes = std::vector<std::uint8_t>;

struct Map {
    std::vector<float> x, y;
};

template <class Rule>
Map map_of(StackShape shape, const Rule& rule) {
    Map map;
    for (int y = 0; y < shape.height; ++y) {
        for (int x = 0; x < shape.width; ++x) {
            const auto [from_x, from_y] = rule(x, y);
            map.x.push_back(static_cast<float>(from_x));
            map.y.push_back(static_cast<float>(from_y));
        }
    }
    return map;
}

Bytes remapped(const Bytes& frames, StackShape shape, const Map& map, int threads = 2) {
    Bytes out(frames.size());
    remap(frames.data(), shape, out.data(), map.x.data(), map.y.data(), threads);
    return out;
}

Bytes bumpy(StackShape shape) {
    Bytes frames(shape.frame_size() * static_cast<std::size_t>(shape.frames));
    for (std::size_t i = 0; i < frames.size(); ++i)
        frames[i] = static_cast<std::uint8_t>(128 + 120 * std::sin(0.37 * static_cast<double>(i)));
    return frames;
}

int mirrored(int index, int size) {
    if (size == 1) return 0;
    while (index < 0 || index >= size) index = index < 0 ? -index : 2 * (size - 1) - index;
    return index;
}

// The plain rule, in double.
double expected_at(const Bytes& frames, StackShape shape, int frame, double x, double y) {
    const int left = static_cast<int>(std::floor(x)), top = static_cast<int>(std::floor(y));
    double sum = 0;
    for (int down = 0; down < 2; ++down) {
        for (int across = 0; across < 2; ++across) {
            const double weight = (across ? x - left : left + 1 - x) * (down ? y - top : top + 1 - y);
            const int row = mirrored(top + down, shape.height), column = mirrored(left + across, shape.width);
            sum += weight *
                   frames[static_cast<std::size_t>((frame * shape.height + row) * shape.width + column)];
        }
    }
    return sum;
}

template <class Rule>
double largest_error(StackShape shape, const Rule& rule) {
    const Bytes frames = bumpy(shape);
    const Map map = map_of(shape, rule);
    const Bytes found = remapped(frames, shape, map);
    double largest = 0;
    for (std::size_t i = 0; i < frames.size(); ++i) {
        const std::size_t pixel = i % shape.frame_size();
        const double expected =
            expected_at(frames, shape, static_cast<int>(i / shape.frame_size()), map.x[pixel], map.y[pixel]);
        largest = std::max(largest, std::abs(found[i] - expected));
    }
    return largest;
}

BOOST_AUTO_TEST_SUITE(remap_frames)

// Half a level of rounding, and 1/512 px on slopes of up to 240 levels a pixel both ways.
constexpr double kTolerance = 0.5 + 2 * 240 / 512.0;

BOOST_AUTO_TEST_CASE(follows_the_plain_rule_inside_and_far_beyond_the_border) {
    const auto turned = [](int x, int y) {
        return std::pair(0.8 * x - 0.5 * y + 3.3, 0.6 * x + 0.9 * y - 7.1);
    };
    const auto far = [](int x, int y) { return std::pair(7.0 * x - 90.2, 300.6 - 11.0 * y); };
    BOOST_TEST(largest_error({3, 37, 29}, turned) < kTolerance);
    BOOST_TEST(largest_error({2, 40, 23}, far) < kTolerance);
}

BOOST_AUTO_TEST_CASE(keeps_everything_when_each_pixel_comes_from_itself) {
    const StackShape shape{2, 33, 21};
    const Bytes frames = bumpy(shape);
    BOOST_TEST(
        (remapped(frames, shape, map_of(shape, [](int x, int y) { return std::pair(x, y); })) == frames));
}

BOOST_AUTO_TEST_CASE(takes_values_between_pixels_and_mirrors_the_border) {
    const Map map{{0.5f, 2.f, -1.f, 3.25f}, {0, 0, 0, 0}};
    const Bytes expected{50, 200, 100, 185};  // the last: a quarter of the way back from 180 to 200
    BOOST_TEST((remapped({0, 100, 200, 180}, {1, 1, 4}, map) == expected));
}

BOOST_AUTO_TEST_CASE(keeps_flat_frames_flat_and_knows_rows_columns_and_single_pixels) {
    const auto rule = [](int x, int y) { return std::pair(1.37 * x - 5.1, 0.71 * y + 9.9); };
    for (const StackShape shape : {StackShape{2, 20, 20}, {1, 1, 30}, {1, 30, 1}, {3, 1, 1}, {0, 4, 4}}) {
        const Bytes flat(shape.frame_size() * static_cast<std::size_t>(shape.frames), 255);
        BOOST_TEST((remapped(flat, shape, map_of(shape, rule)) == flat));
    }
    BOOST_TEST(largest_error({1, 1, 30}, rule) < kTolerance);
    BOOST_TEST(largest_error({1, 30, 1}, rule) < kTolerance);
}

BOOST_AUTO_TEST_CASE(gives_the_same_whatever_the_number_of_threads) {
    const StackShape shape{3, 70, 31};
    const Map map = map_of(shape, [](int x, int y) { return std::pair(x + 0.3 * y, y - 0.2 * x); });
    BOOST_TEST((remapped(bumpy(shape), shape, map, 1) == remapped(bumpy(shape), shape, map, 5)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
