#include "dicom_out/annotated_slice.h"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <limits>

#include "source_files.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

using Colour = std::array<int, 3>;

Colour colour_at(const Picture& picture, int x, int y) {
    const auto at = 3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                         static_cast<std::size_t>(x));
    return {picture.pixels[at], picture.pixels[at + 1], picture.pixels[at + 2]};
}

int count_of(const Picture& picture, const Colour& colour) {
    int count = 0;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) count += colour_at(picture, x, y) == colour ? 1 : 0;
    }
    return count;
}

constexpr Colour kRed{255, 70, 70}, kYellow{255, 220, 0}, kCyan{0, 230, 255}, kOrange{255, 150, 40};

ReportedSeries changed(SeriesKind kind, const std::function<void(ReportedSeries&)>& change) {
    ReportedSeries series = a_series(kind, "");
    change(series);
    return series;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(annotated_slice)

BOOST_AUTO_TEST_CASE(enlarges_small_slices_and_keeps_large_ones) {
    const Picture small = draw_annotated_slice(a_series(SeriesKind::sagittal_t2, ""));
    BOOST_TEST(small.channels == 3);
    BOOST_TEST(small.width >= 512);
    BOOST_TEST(small.height == 65 * 10 + 3 * 24);
    const Picture large = draw_annotated_slice(changed(
        SeriesKind::sagittal_t2, [](ReportedSeries& series) { series.picture = ByteStack(1, 700, 600); }));
    BOOST_TEST(large.width == 600);
    BOOST_TEST(large.height == 700 + 3 * 24);
    BOOST_TEST(large.pixels.size() == static_cast<std::size_t>(large.width * large.height * 3));
}

BOOST_AUTO_TEST_CASE(draws_points_and_crops_where_they_are) {
    const Picture picture = draw_annotated_slice(changed(
        SeriesKind::sagittal_t2, [](ReportedSeries& series) { series.picture = ByteStack(1, 600, 600); }));
    BOOST_TEST((colour_at(picture, 240, 48 + 120) == kCyan));    // in front of L1/L2
    BOOST_TEST((colour_at(picture, 360, 48 + 120) == kOrange));  // behind it
    BOOST_TEST((colour_at(picture, 420, 48 + 130) == kYellow));  // the crop's right edge
    BOOST_TEST(count_of(picture, kRed) == 0);
}

BOOST_AUTO_TEST_CASE(marks_sides_only_where_they_are_proved_and_says_so_in_red) {
    for (const SeriesKind kind : {SeriesKind::sagittal_t1, SeriesKind::sagittal_t2}) {
        const Picture proved = draw_annotated_slice(a_series(kind, ""));
        const Picture unproved =
            draw_annotated_slice(changed(kind, [](ReportedSeries& series) { series.is_left_first = false; }));
        BOOST_TEST(count_of(proved, kRed) == 0);
        BOOST_TEST(count_of(unproved, kRed) > 0);
        // The letters L beside the points of T1.
        const bool has_letters = count_of(proved, kCyan) > count_of(unproved, kCyan);
        BOOST_TEST(has_letters == (kind == SeriesKind::sagittal_t1));
    }
    BOOST_TEST(
        count_of(draw_annotated_slice(changed(SeriesKind::sagittal_t2,
                                              [](ReportedSeries& series) { series.is_upright = false; })),
                 kRed) > 0);
}

BOOST_AUTO_TEST_CASE(draws_what_points_outside_or_without_a_place_leave_of_it) {
    const double nowhere = std::numeric_limits<double>::quiet_NaN();
    const Picture picture =
        draw_annotated_slice(changed(SeriesKind::sagittal_t2, [&](ReportedSeries& series) {
            for (auto& disc : series.points) disc = {Point{nowhere, 0.5}, Point{1e300, -3}};
            for (auto& crop : series.crops) crop.reset();
            series.crops[0] = CropOutline{Point{nowhere, 0}, Point{1, 0}, Point{1, 1}, Point{0, 1}};
            series.crops[1] = CropOutline{Point{-3, -3}, Point{3, -3}, Point{3, 3}, Point{-3, 3}};
        }));
    BOOST_TEST(count_of(picture, kYellow) == 0);
    BOOST_TEST(count_of(picture, kCyan) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
