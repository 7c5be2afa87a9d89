#include "dicom/series.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/log.h"
#include "files/json.h"
#include "support/files.h"
#include "support/made_dicom.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

constexpr int kThreads = 2;

// A frame whose every pixel is `value`, so that the order shows in the volume.
Slice slice(const char* name, float value, std::optional<double> x, std::optional<int> instance = {},
            int size = 2) {
    Slice result;
    result.pixels = FloatStack(1, size, size);
    std::fill(result.pixels.pixels.begin(), result.pixels.pixels.end(), value);
    if (x) result.position_mm = {*x, 0, 0};
    result.instance_number = instance;
    result.file_name = name;
    return result;
}

std::vector<float> order_of(const Volume& volume) {
    std::vector<float> values;
    for (int s = 0; s < volume.frames.frames; ++s) values.push_back(volume.frames.at(s, 0, 0));
    return values;
}

std::vector<float> assembled(std::vector<Slice> slices) {
    return order_of(assemble_volume(std::move(slices), "a series", kThreads));
}

using Order = std::vector<float>;

// How many warnings `work` logs.
template <class Work>
std::size_t warnings_of(Work work) {
    const std::size_t before = warning_count();
    work();
    return warning_count() - before;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(series)

BOOST_AUTO_TEST_CASE(sorts_slices_from_left_to_right) {
    BOOST_TEST(assembled({slice("a", 1, -5), slice("b", 2, 30), slice("c", 3, 4.5)}) == (Order{2, 3, 1}));
}

BOOST_AUTO_TEST_CASE(knows_the_sides_where_positions_prove_them) {
    const auto is_left_first = [](std::vector<Slice> slices) {
        return assemble_volume(std::move(slices), "a series", kThreads).is_left_first;
    };
    BOOST_TEST(is_left_first({slice("a", 1, -20), slice("b", 2, 0), slice("c", 3, 20)}));
    BOOST_TEST(!is_left_first({slice("a", 1, {}, 1), slice("b", 2, {}, 2)}));
    BOOST_TEST(!is_left_first({slice("a", 1, 5)}));
}

BOOST_AUTO_TEST_CASE(tells_the_image_that_each_frame_is_from) {
    Slice left = slice("a", 1, 20), right = slice("b", 2, 0);
    left.kind.sop_class = right.kind.sop_class = "1.2.3";
    left.kind.series = right.kind.series = "1.2.4";
    left.instance_uid = "1.2.5";
    right.instance_uid = "1.2.6";
    right.frames_in_file = 7;
    right.frame_index = 4;
    const auto volume = assemble_volume({right, left}, "a series", kThreads);
    BOOST_REQUIRE(volume.sources.size() == 2u);
    BOOST_TEST(volume.sources[0].sop_class == "1.2.3");
    BOOST_TEST(volume.sources[0].series_uid == "1.2.4");
    BOOST_TEST(volume.sources[0].instance_uid == "1.2.5");
    BOOST_TEST(volume.sources[0].frame == 0);
    BOOST_TEST(volume.sources[1].instance_uid == "1.2.6");
    BOOST_TEST(volume.sources[1].frame == 5);
}

BOOST_AUTO_TEST_CASE(knows_where_the_front_is_only_if_every_frame_is_sagittal_by_its_orientation) {
    const Orientation sagittal{{0, 1, 0}, {0, 0, -1}}, coronal{{1, 0, 0}, {0, 0, -1}};
    const auto is_upright = [](std::optional<Orientation> first, std::optional<Orientation> second) {
        Slice left = slice("a", 1, 20), right = slice("b", 2, 0);
        left.orientation = first;
        right.orientation = second;
        return assemble_volume({left, right}, "a series", kThreads).is_upright;
    };
    BOOST_TEST(is_upright(sagittal, sagittal));
    BOOST_TEST(!is_upright(sagittal, std::nullopt));
    BOOST_TEST(!is_upright(coronal, coronal));
}

BOOST_AUTO_TEST_CASE(keeps_the_first_image_of_a_place) {
    Order order;
    const auto warnings = warnings_of([&] {
        order = assembled({slice("3", 3, 1), slice("1", 1, 1), slice("10", 10, 1), slice("2", 2, 8)});
    });
    BOOST_TEST(order == (Order{2, 1}));
    BOOST_TEST(warnings == 1u);
}

BOOST_AUTO_TEST_CASE(leaves_out_a_slice_without_a_position) {
    Order order;
    const auto warnings = warnings_of([&] {
        order = assembled({slice("a", 1, 5, 12), slice("b", 2, {}, 3), slice("c", 3, 9, 7)});
    });
    BOOST_TEST(order == (Order{3, 1}));
    BOOST_TEST(warnings == 1u);
}

BOOST_AUTO_TEST_CASE(orders_by_instance_number_if_no_slice_has_a_position) {
    Order order;
    const auto warnings = warnings_of([&] {
        order = assembled({slice("a", 1, {}, 12), slice("b", 2, {}, 3), slice("c", 3, {}, 7)});
    });
    BOOST_TEST(order == (Order{2, 3, 1}));
    BOOST_TEST(warnings == 1u);
}

BOOST_AUTO_TEST_CASE(orders_by_name_as_people_number_files_if_all_else_is_missing) {
    Order order;
    const auto warnings = warnings_of([&] {
        order = assembled({slice("10.dcm", 10, {}), slice("2.dcm", 2, {}, 1), slice("IM01.dcm", 20, {}),
                           slice("1.dcm", 1, {}), slice("IM001.dcm", 19, {}), slice("IM1b.dcm", 21, {})});
    });
    BOOST_TEST(order == (Order{1, 2, 10, 19, 20, 21}));
    BOOST_TEST(warnings == 1u);
}

BOOST_AUTO_TEST_CASE(resizes_odd_frames_to_the_commonest_size) {
    Volume volume;
    const auto warnings = warnings_of([&] {
        volume = assemble_volume({slice("a", 7, 3, {}, 4), slice("b", 8, 2, {}, 2), slice("c", 9, 1, {}, 2)},
                                 "a series", kThreads);
    });
    BOOST_TEST(warnings == 1u);
    BOOST_TEST(volume.frames.height == 2);
    BOOST_TEST(volume.frames.frames == 3);
    BOOST_TEST(order_of(volume) == (Order{7, 8, 9}));
}

BOOST_AUTO_TEST_CASE(prefers_the_first_of_equally_common_sizes) {
    const Volume volume =
        assemble_volume({slice("a", 7, 1, {}, 4), slice("b", 8, 2, {}, 3)}, "a series", kThreads);
    BOOST_TEST(volume.frames.height == 3);  // b comes first in the order
}

BOOST_AUTO_TEST_CASE(refuses_a_series_without_frames) {
    BOOST_CHECK_THROW(assemble_volume({}, "a series", kThreads), Error);
}

BOOST_AUTO_TEST_CASE(reads_the_golden_study_in_order) {
    const Volume volume = read_series(test_file("golden/study/test_images/1001/2002"), kThreads);
    BOOST_TEST(volume.frames.frames == 12);
    BOOST_TEST(volume.frames.height == 224);
    BOOST_TEST(volume.frames.width == 200);
    std::vector<std::pair<double, std::uint32_t>> slices;
    for (int i = 1; i <= 12; ++i) {
        const auto file = test_file("golden/study/test_images/1001/2002") / (std::to_string(i) + ".dcm");
        const auto read = read_slices(file);
        slices.emplace_back(-read.at(0).position_mm.value()[0], crc32_of(read.at(0).pixels));
    }
    std::sort(slices.begin(), slices.end());
    for (int s = 0; s < 12; ++s) {
        FloatStack frame(1, 224, 200);
        std::copy_n(volume.frames.frame(s), frame.frame_size(), frame.pixels.begin());
        BOOST_TEST(crc32_of(frame) == slices[static_cast<std::size_t>(s)].second);
    }
}

BOOST_AUTO_TEST_CASE(reads_a_real_sagittal_series_whatever_the_number_of_threads) {
    const Volume one = read_series(test_file("data/dicom/sagittal"), 1);
    BOOST_TEST(one.frames.frames == 17);
    BOOST_TEST(one.spacing_mm.has_value());
    for (const int threads : {0, 2, 7}) {
        BOOST_TEST((read_series(test_file("data/dicom/sagittal"), threads).frames == one.frames));
    }
    // 1.dcm is the leftmost, 17.dcm the rightmost; "10.dcm" comes second by name.
    const Json manifest = read_json(test_file("data/dicom/manifest.json"));
    for (int s = 0; s < 17; ++s) {
        FloatStack frame(1, one.frames.height, one.frames.width);
        std::copy_n(one.frames.frame(s), frame.frame_size(), frame.pixels.begin());
        const std::string name = "sagittal/" + std::to_string(s + 1) + ".dcm";
        BOOST_TEST(crc32_of(frame) == manifest.at(name).at("pixels_crc32").get<std::uint32_t>());
    }
}

BOOST_AUTO_TEST_CASE(skips_unreadable_files_with_a_warning_each) {
    const TemporaryFolder folder;
    make_dicom(folder / "1.dcm", 1, 1, {1}, at_position("1\\0\\0"));
    make_dicom(folder / "2.DCM", 1, 1, {2}, at_position("2\\0\\0"));
    write_bytes(folder / "3.dcm", "not DICOM");
    write_bytes(folder / "4.dcm", "");
    write_bytes(folder / "notes.txt", "not DICOM either");
    std::filesystem::create_directory(folder / "5.dcm");
    Volume volume;
    BOOST_TEST(warnings_of([&] { volume = read_series(folder.path(), kThreads); }) == 2u);
    BOOST_TEST(order_of(volume) == (Order{2, 1}));
}

BOOST_AUTO_TEST_CASE(refuses_folders_with_nothing_readable) {
    const TemporaryFolder folder;
    BOOST_CHECK_THROW(read_series(folder.path(), kThreads), Error);
    BOOST_CHECK_THROW(read_series(folder / "absent", kThreads), Error);
    write_bytes(folder / "1.dcm", "not DICOM");
    BOOST_CHECK_THROW(read_series(folder.path(), kThreads), Error);
    BOOST_CHECK_THROW(read_series(folder / "1.dcm", kThreads), Error);
}

BOOST_AUTO_TEST_SUITE_END()
