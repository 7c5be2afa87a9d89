#include "cohort/series_pictures.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "crop/disc_crops.h"
#include "image/image_file.h"
#include "support/files.h"
#include "support/stacks.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

constexpr IntensityRange kRange{0, 255};

// Sagittal slices from the patient's left to the right, the front at the left; pixels are their columns.
Volume upright_volume(int slices, int height, int width) {
    Volume volume;
    volume.frames = FloatStack(slices, height, width);
    volume.is_left_first = volume.is_upright = true;
    volume.spacing_mm = {0.5, 0.5};
    for (int s = 0; s < slices; ++s) {
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) volume.frames.at(s, y, x) = static_cast<float>(x % 256);
        volume.places.push_back(
            {Orientation{{0, 1, 0}, {0, 0, -1}}, Vector3{40.0 - s, -50, 60}, volume.spacing_mm});
    }
    return volume;
}

Picture decoded(const std::string& png) {
    const TemporaryFolder folder;
    write_text(folder / "picture.png", png);
    return read_picture(folder / "picture.png");
}

SeriesPictures drawn(const Volume& volume, const Keypoints& points, SeriesKind kind = SeriesKind::sagittal_t1,
                     int most_frames = kAllFrames) {
    const Crops crops = crop_discs(volume, points, kind, kRange, 2, most_frames);
    return draw_series("1.2.3", kind, volume, points, kRange, crops, 2);
}

std::string letters(const PictureEdges& edges) {
    return edges.left + edges.right + edges.top + edges.bottom;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(series_pictures)

BOOST_AUTO_TEST_CASE(the_slice_is_the_middle_one_in_the_nets_window) {
    Volume volume = upright_volume(9, 120, 100);
    std::fill_n(volume.frames.frame(4), volume.frames.frame_size(), 51.F);
    const SeriesPictures pictures = drawn(volume, straight_spine(0.15));
    BOOST_TEST(pictures.slice.slice == 5);
    BOOST_TEST(pictures.slice.slices == 9);
    BOOST_TEST(pictures.slice.width == 100);
    BOOST_TEST(pictures.slice.height == 120);
    const Picture picture = decoded(pictures.slice.png);
    BOOST_TEST(picture.channels == 1);
    BOOST_TEST(picture.width == 100);
    BOOST_TEST(std::abs(picture.pixels.front() - 51) <= 1);
    BOOST_TEST(std::abs(picture.pixels.back() - 51) <= 1);
}

BOOST_AUTO_TEST_CASE(large_slices_are_made_smaller_and_pixels_square) {
    Volume volume = upright_volume(3, 500, 1000);
    volume.spacing_mm = {1.0, 0.5};
    const SlicePicture slice = drawn(volume, straight_spine(0.15)).slice;
    BOOST_TEST(slice.width == 512);
    BOOST_TEST(slice.height == 512);
}

BOOST_AUTO_TEST_CASE(edges_have_the_letters_of_the_patient_s_sides) {
    const SeriesPictures pictures = drawn(upright_volume(5, 120, 100), straight_spine(0.15));
    BOOST_TEST(letters(pictures.slice.edges) == "APHF");
    BOOST_TEST(pictures.first_is == "left");
    BOOST_REQUIRE(pictures.crops.size() == 5U);
    for (const CropSheet& sheet : pictures.crops) BOOST_TEST(letters(sheet.edges) == "APHF");
}

BOOST_AUTO_TEST_CASE(what_the_headers_do_not_prove_has_no_letter) {
    Volume volume = upright_volume(5, 120, 100);
    volume.places[1].orientation.reset();
    volume.is_left_first = false;
    const SeriesPictures one_lacks = drawn(volume, straight_spine(0.15));
    BOOST_TEST(letters(one_lacks.slice.edges) == "APHF");  // that slice's own header says it
    BOOST_TEST(letters(one_lacks.crops[0].edges) == "");
    BOOST_TEST(one_lacks.first_is == "");
    volume.places.clear();
    BOOST_TEST(letters(drawn(volume, straight_spine(0.15)).slice.edges) == "");
}

BOOST_AUTO_TEST_CASE(a_turned_crop_has_the_letters_and_the_outline_of_its_turn) {
    // Discs that run downwards rather than backwards: the crop is turned by more than 45 degrees.
    Keypoints points = straight_spine(0.15);
    for (auto& disc : points) {
        const double y = disc[0].y;
        disc = {Point{0.45, y - 0.1}, Point{0.55, y + 0.1}};
    }
    const SeriesPictures pictures = drawn(upright_volume(5, 200, 200), points, SeriesKind::sagittal_t2);
    BOOST_TEST(letters(pictures.slice.edges) == "APHF");
    BOOST_REQUIRE(pictures.crops.size() == 5U);
    for (const CropSheet& sheet : pictures.crops) BOOST_TEST(letters(sheet.edges) == "HFPA");
}

BOOST_AUTO_TEST_CASE(an_upright_crop_s_outline_is_its_box) {
    const Volume volume = upright_volume(5, 200, 200);
    const SeriesPictures pictures = drawn(volume, straight_spine(0.15), SeriesKind::sagittal_t2);
    BOOST_REQUIRE(pictures.slice.crops[2].has_value());
    const CropOutline& outline = *pictures.slice.crops[2];
    BOOST_TEST(std::abs(outline[0].x - outline[3].x) < 1e-9);
    BOOST_TEST(std::abs(outline[0].y - outline[1].y) < 1e-9);
    BOOST_TEST(outline[0].x < outline[1].x);
    BOOST_TEST(outline[0].y < 0.5);
    BOOST_TEST(outline[2].y > 0.5);
}

BOOST_AUTO_TEST_CASE(a_sheet_holds_the_crop_s_frames_side_by_side) {
    Volume volume = upright_volume(11, 200, 200);
    for (int s = 0; s < 11; ++s)
        std::fill_n(volume.frames.frame(s), volume.frames.frame_size(), static_cast<float>(20 * s));
    const SeriesPictures pictures = drawn(volume, straight_spine(0.15), SeriesKind::sagittal_t1, 5);
    const CropSheet& sheet = pictures.crops.at(0);
    BOOST_TEST((sheet.slices == std::vector<int>{4, 5, 6, 7, 8}));  // the middle ones
    BOOST_TEST(sheet.frame_size == 112);
    const Picture picture = decoded(sheet.png);
    BOOST_TEST(picture.width == 5 * 112);
    BOOST_TEST(picture.height == 112);
    for (int frame = 0; frame < 5; ++frame) {
        const auto middle = static_cast<std::size_t>(56 * 5 * 112 + frame * 112 + 56);
        BOOST_TEST(std::abs(picture.pixels[middle] - 20 * (frame + 3)) <= 1);
    }
}

BOOST_AUTO_TEST_CASE(a_level_without_a_crop_has_no_sheet_and_no_outline) {
    const Volume volume = upright_volume(3, 200, 200);
    Crops crops = crop_discs(volume, straight_spine(0.15), SeriesKind::sagittal_t1, kRange, 1);
    crops[1] = {};
    const SeriesPictures pictures =
        draw_series("1.2.3", SeriesKind::sagittal_t1, volume, straight_spine(0.15), kRange, crops, 1);
    BOOST_TEST(pictures.crops.size() == 4U);
    BOOST_TEST(!pictures.slice.crops[1].has_value());
    BOOST_TEST(pictures.slice.crops[0].has_value());
}

BOOST_AUTO_TEST_CASE(pictures_of_noise_in_many_slices_stay_small) {
    Volume volume = upright_volume(40, 640, 640);
    std::uint32_t random = 1;
    for (float& value : volume.frames.pixels) {
        random = random * 1664525 + 1013904223;
        value = static_cast<float>(random >> 24);
    }
    const SeriesPictures pictures = drawn(volume, straight_spine(0.15), SeriesKind::sagittal_t2, 24);
    std::size_t bytes = pictures.slice.png.size();
    for (const CropSheet& sheet : pictures.crops) bytes += sheet.png.size();
    BOOST_TEST(bytes <= 880'000U);
    BOOST_TEST(pictures.crops.size() == 5U);
}

BOOST_AUTO_TEST_SUITE_END()
