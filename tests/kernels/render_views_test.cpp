#include "kernels/render_views.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "kernels/resize.h"
#include "views_for_tests.h"

namespace lumbar::kernels {
namespace {

using namespace test;

std::vector<float> rendered(const Sizes& sizes, int threads) {
    const auto frames = rough_frames(sizes.frames);
    const auto plan = plan_of(sizes.frames.height, sizes.frames.width, sizes.out_height, sizes.out_width);
    const auto view_size = static_cast<std::size_t>(sizes.frames.frames * sizes.out_height * sizes.out_width);
    std::vector<float> views(std::size(kAnglesDeg) * view_size, -1.f);
    render_views(frames.data(), sizes.frames.frames, plan, {views.data(), view_size}, threads);
    return views;
}

BOOST_AUTO_TEST_SUITE(render_views_suite)

BOOST_AUTO_TEST_CASE(a_view_is_turned_resized_and_scaled_to_the_last_bit) {
    for (const Sizes& sizes : kSizes) {
        const auto frames = rough_frames(sizes.frames);
        const auto views = rendered(sizes, 2);
        std::vector<std::uint8_t> turned(frames.size());
        std::vector<std::uint8_t> resized(views.size() / std::size(kAnglesDeg));
        auto view = views.begin();
        for (const double angle : kAnglesDeg) {
            warp_affine(frames.data(), sizes.frames, whole(sizes.frames), turned.data(),
                        rotation_about_centre(angle, sizes.frames.height, sizes.frames.width), Filter::linear,
                        1);
            resize(turned.data(), sizes.frames, resized.data(), sizes.out_height, sizes.out_width,
                   Filter::cubic, 1);
            BOOST_TEST(std::equal(resized.begin(), resized.end(), view, [](std::uint8_t byte, float value) {
                return static_cast<float>(byte) / 255.f == value;
            }));
            view += static_cast<std::ptrdiff_t>(resized.size());
        }
    }
}

// What a GPU computes, computed here: its arithmetic is tested where there is no GPU.
BOOST_AUTO_TEST_CASE(a_pixel_by_itself_is_what_it_is_among_its_neighbours) {
    for (const Sizes& sizes : kSizes) {
        const auto frames = rough_frames(sizes.frames);
        const auto plan = plan_of(sizes.frames.height, sizes.frames.width, sizes.out_height, sizes.out_width);
        std::vector<float> pixels;
        for (int view = 0; view < static_cast<int>(std::size(kAnglesDeg)); ++view) {
            for (int frame = 0; frame < sizes.frames.frames; ++frame) {
                const std::uint8_t* from =
                    frames.data() + static_cast<std::size_t>(frame) * sizes.frames.frame_size();
                for (int y = 0; y < sizes.out_height; ++y) {
                    for (int x = 0; x < sizes.out_width; ++x)
                        pixels.push_back(view_pixel(from, plan.tables(), view, x, y));
                }
            }
        }
        BOOST_TEST((pixels == rendered(sizes, 2)));
    }
}

BOOST_AUTO_TEST_CASE(the_threads_do_not_change_a_view) {
    for (const int threads : {2, 3, 7}) BOOST_TEST((rendered(kSizes[0], threads) == rendered(kSizes[0], 1)));
}

BOOST_AUTO_TEST_CASE(views_may_lie_apart) {
    const auto frames = rough_frames({1, 8, 8});
    const auto plan = plan_of(8, 8, 4, 4);
    std::vector<float> views(20 * std::size(kAnglesDeg), -1.f);
    render_views(frames.data(), 1, plan, {views.data(), 20}, 2);
    for (std::size_t view = 0; view < std::size(kAnglesDeg); ++view) {
        const auto first = views.begin() + static_cast<std::ptrdiff_t>(20 * view);
        BOOST_TEST(std::count(first, first + 16, -1.f) == 0);
        BOOST_TEST(std::count(first + 16, first + 20, -1.f) == 4);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar::kernels
