#include "crop/disc_crops.h"

#include <boost/test/unit_test.hpp>
#include <numeric>

#include "dicom/series.h"
#include "image/middle_frames.h"
#include "support/files.h"
#include "support/golden.h"
#include "support/stacks.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// At most 1 grey level on 99.9 % of the pixels and 2 anywhere.
void check_crops(SeriesKind kind, const char* series) {
    const Golden golden("study.safetensors");
    const std::string name(series_kind_name(kind));
    const Volume volume = read_series(test_file("golden/study/test_images/1001") / series, 2);
    const Crops crops =
        crop_discs(volume, golden_points(golden, name + ".points"), kind, percentile_range(volume.frames), 2);
    const Crops expected = golden_crops(golden, name + ".crops");
    for (std::size_t level = 0; level < crops.size(); ++level) {
        const auto frames = select_frames(crops[level], golden.numbers(name + ".slices"));
        const Difference apart = difference(frames.pixels, expected[level].pixels);
        BOOST_TEST_MESSAGE(name << " level " << level << ": largest difference " << apart.largest);
        BOOST_TEST(apart.largest <= 2);
        BOOST_TEST(apart.share_above_one <= 0.001);
    }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(disc_crops)

BOOST_AUTO_TEST_CASE(t1_crops_equal_the_reference) {
    check_crops(SeriesKind::sagittal_t1, "2001");
}
BOOST_AUTO_TEST_CASE(t2_crops_equal_the_reference) {
    check_crops(SeriesKind::sagittal_t2, "2002");
}

// Of two series that differ in what no net of so many frames sees, or in nothing: even and odd numbers.
BOOST_AUTO_TEST_CASE(nets_see_the_same_of_the_middle_frames_as_of_all) {
    for (int frames = 1; frames <= 9; ++frames) {
        Volume volume;
        volume.frames = FloatStack(frames, 40, 40);
        std::iota(volume.frames.pixels.begin(), volume.frames.pixels.end(), 0.0F);
        const IntensityRange range{0, static_cast<float>(volume.frames.pixels.size())};
        for (const auto kind : {SeriesKind::sagittal_t1, SeriesKind::sagittal_t2}) {
            const Crops all = crop_discs(volume, straight_spine(0.15), kind, range, 2);
            for (int most = 1; most <= 10; ++most) {
                const Crops some = crop_discs(volume, straight_spine(0.15), kind, range, 2, most);
                BOOST_TEST(some[2].frames <= most + 1);
                for (int count = 1; count <= most; ++count) {
                    const auto seen = middle_frames(some[2], count), expected = middle_frames(all[2], count);
                    BOOST_TEST((seen.frames == expected.frames && seen.mask == expected.mask),
                               count << " of " << most << " of " << frames);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_disc_outside_the_image_gets_an_empty_stack_and_its_neighbours_theirs) {
    Volume volume;
    volume.frames = FloatStack(2, 64, 64);
    Keypoints points = straight_spine(0.15);
    points[1] = {Point{2.5, 0.35}, Point{2.7, 0.35}};
    const Crops crops = crop_discs(volume, points, SeriesKind::sagittal_t1, {0, 1}, 1);
    for (std::size_t level = 0; level < crops.size(); ++level) {
        BOOST_TEST(crops[level].frames == (level == 1 ? 0 : 2));
        if (level != 1) BOOST_TEST(crops[level].width == kCropSize);
    }
}

BOOST_AUTO_TEST_SUITE_END()
