// What a GPU's thread computes, computed here for every index: the same bits as the CPU's kernels.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <limits>

#include "kernels/adamw_element.h"
#include "kernels/filter_3x3_element.h"
#include "kernels/median_3x3.h"
#include "kernels/median_3x3_element.h"
#include "kernels/normalize.h"
#include "kernels/normalize_element.h"
#include "kernels/percentile.h"
#include "kernels/percentile_rank.h"
#include "kernels/remap.h"
#include "kernels/remap_element.h"
#include "kernels/resize.h"
#include "kernels/resize_antialiased.h"
#include "kernels/resize_antialiased_element.h"
#include "kernels/resize_element.h"
#include "kernels/warp_affine.h"
#include "kernels/warp_affine_element.h"
#include "on_cpu.h"
#include "values_for_tests.h"

namespace lumbar::kernels {
namespace {

using namespace test;

constexpr OnCpu kCpu;

BOOST_AUTO_TEST_SUITE(elements)

BOOST_AUTO_TEST_CASE(a_weight_by_itself_is_stepped_as_among_the_others) {
    for (const std::size_t count : kCounts) {
        AdamWArrays each(count), all = each;
        kCpu.each(count, AdamWElement{each.weights.data(), each.gradients.data(), each.means.data(),
                                      each.squares.data(), kAdamWStep});
        adamw_step(all.weights.data(), all.gradients.data(), all.means.data(), all.squares.data(), count,
                   kAdamWStep, 2);
        BOOST_TEST(same_bits(each.weights, all.weights));
        BOOST_TEST(same_bits(each.means, all.means));
        BOOST_TEST(same_bits(each.squares, all.squares));
    }
}

BOOST_AUTO_TEST_CASE(a_value_by_itself_is_normalized_as_among_the_others) {
    for (const std::size_t count : kCounts) {
        const auto values = odd_values(count);
        for (const auto& [low, high] : kIntensityRanges) {
            std::vector<std::uint8_t> each(count, 9), all(count, 8);
            kCpu.each(count, NormalizeElement{values.data(), intensity_range(low, high), each.data()});
            normalize(values.data(), count, low, high, all.data(), 2);
            BOOST_TEST(same_bits(each, all));
        }
    }
}

std::vector<double> percentiles_of_sorted_keys(const std::vector<float>& values) {
    std::vector<std::uint32_t> keys(values.size());
    kCpu.each(values.size(), OrderedBitsElement{values.data(), keys.data()});
    std::sort(keys.begin(), keys.end());
    return percentiles_of_keys(values.size(), kPercents, [&](std::size_t rank) { return keys[rank]; });
}

BOOST_AUTO_TEST_CASE(sorted_keys_give_the_percentiles_that_the_values_give) {
    for (const std::size_t count : kCounts) {
        if (count == 0) continue;
        auto values = rough_values<float>(count);
        for (std::size_t i = 0; i < count; i += 3) values[i] = i % 2 == 0 ? 0.f : -0.f;
        BOOST_TEST(
            same_bits(percentiles_of_sorted_keys(values), percentiles(values.data(), count, kPercents, 2)));
    }
}

BOOST_AUTO_TEST_CASE(a_nan_of_either_sign_among_the_keys_makes_all_percentiles_nan) {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
    for (const float nan : {kNan, -kNan}) {
        for (const double found : percentiles_of_sorted_keys({1, nan, -2})) BOOST_TEST(std::isnan(found));
    }
}

BOOST_AUTO_TEST_CASE(a_pixel_by_itself_is_squeezed_as_among_its_neighbours) {
    for (const Resizing& sizes : kResizings) {
        const auto frames = rough_values<float>(sizes.count());
        std::vector<float> each(sizes.out_count(), 9), all(sizes.out_count(), 8);
        resize_antialiased_on(kCpu, frames.data(), sizes.shape, each.data(), sizes.out_height,
                              sizes.out_width);
        resize_antialiased(frames.data(), sizes.shape, all.data(), sizes.out_height, sizes.out_width, 2);
        BOOST_TEST(same_bits(each, all));
    }
}

template <class Pixel>
void check_resize(const Resizing& sizes, Filter filter) {
    const auto frames = rough_values<Pixel>(sizes.count());
    std::vector<Pixel> each(sizes.out_count(), 9), all(sizes.out_count(), 8);
    resize_on(kCpu, frames.data(), sizes.shape, each.data(), sizes.out_height, sizes.out_width, filter);
    resize(frames.data(), sizes.shape, all.data(), sizes.out_height, sizes.out_width, filter, 2);
    BOOST_TEST(same_bits(each, all));
}

BOOST_AUTO_TEST_CASE(a_pixel_by_itself_is_resized_as_among_its_neighbours) {
    for (const Resizing& sizes : kResizings) {
        for (const Filter filter : kFilters) {
            check_resize<float>(sizes, filter);
            check_resize<std::uint8_t>(sizes, filter);
        }
    }
}

template <class Pixel>
void check_warp(const Move& move, Filter filter) {
    const auto frames = rough_values<Pixel>(pixels(move.shape));
    std::vector<Pixel> each(move.out_count(), 9), all(move.out_count(), 8);
    warp_affine_on(kCpu, frames.data(), move.shape, move.window, each.data(), move.forward, filter);
    warp_affine(frames.data(), move.shape, move.window, all.data(), move.forward, filter, 2);
    BOOST_TEST(same_bits(each, all));
}

BOOST_AUTO_TEST_CASE(a_pixel_by_itself_is_moved_as_among_its_neighbours) {
    for (const Move& move : kMoves) {
        for (const Filter filter : kFilters) {
            check_warp<float>(move, filter);
            check_warp<std::uint8_t>(move, filter);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_pixel_by_itself_is_remapped_as_among_its_neighbours) {
    for (const StackShape shape : kShapes) {
        const auto frames = rough_values<std::uint8_t>(pixels(shape));
        const auto x = rough_positions(shape, 1), y = rough_positions(shape, 2);
        std::vector<std::uint8_t> each(frames.size(), 9), all(frames.size(), 8);
        kCpu.each(shape.frame_size(), RemapElement{frames.data(), shape, each.data(), x.data(), y.data()});
        remap(frames.data(), shape, all.data(), x.data(), y.data(), 2);
        BOOST_TEST(same_bits(each, all));
    }
}

BOOST_AUTO_TEST_CASE(a_pixel_by_itself_is_weighed_as_among_its_neighbours) {
    for (const StackShape shape : kShapes) {
        const auto frames = rough_values<std::uint8_t>(pixels(shape));
        std::vector<std::uint8_t> each(frames.size(), 9), all(frames.size(), 8);
        kCpu.each(frames.size(), Filter3x3Element(frames.data(), shape, each.data(), kWeights));
        filter_3x3(frames.data(), shape, all.data(), kWeights, 2);
        BOOST_TEST(same_bits(each, all));
    }
}

BOOST_AUTO_TEST_CASE(a_median_by_itself_is_what_it_is_among_its_neighbours) {
    for (const StackShape shape : kShapes) {
        const auto frames = rough_values<std::uint8_t>(pixels(shape));
        std::vector<std::uint8_t> each(frames.size(), 9), all(frames.size(), 8);
        kCpu.each(frames.size(), Median3x3Element{frames.data(), shape, each.data()});
        median_3x3(frames.data(), shape, all.data(), 2);
        BOOST_TEST(same_bits(each, all));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
