// Which frames of a folder make one stack, and in what order.

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "dicom/series.h"
#include "support/files.h"
#include "support/logged.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

using Order = std::vector<int>;
using Change = std::function<void(int number, Slice& slice)>;

constexpr int kSlices = 9;
const Orientation kSagittal{{0, 1, 0}, {0, 0, -1}};
const char* const kMagnitude = "ORIGINAL\\PRIMARY\\M\\SE";

// Slice `number` counts from the patient's left; its pixels are its number, its instance number counts from
// the right.
Slice slice_of(int number) {
    Slice slice;
    slice.pixels = FloatStack(1, 4, 3);
    std::fill(slice.pixels.pixels.begin(), slice.pixels.pixels.end(), static_cast<float>(number));
    slice.rows = 4;
    slice.columns = 3;
    slice.position_mm = {4.4 * (4 - number), -90, 110};
    slice.orientation = kSagittal;
    slice.spacing_mm = {4, 4};
    slice.instance_number = kSlices - number;
    slice.file_name = std::to_string(kSlices - number) + ".dcm";
    slice.instance_uid = "1.2." + std::to_string(number);
    slice.kind.image_type = kMagnitude;
    slice.kind.series = "1.2.3";
    slice.kind.sop_class = "1.2.840.10008.5.1.4.1.1.4";
    slice.pixel_hash = static_cast<std::uint64_t>(number + 1);
    return slice;
}

std::vector<Slice> stack(const Change& change = {}) {
    std::vector<Slice> slices;
    for (int number = 0; number < kSlices; ++number) {
        slices.push_back(slice_of(number));
        if (change) change(number, slices.back());
    }
    return slices;
}

// Another image beside those of the stack: at the place of slice `place`, as the further number `number`.
Slice beside(int place, int number) {
    Slice slice = slice_of(place);
    std::fill(slice.pixels.pixels.begin(), slice.pixels.pixels.end(), static_cast<float>(number));
    slice.instance_number = kSlices + number;
    slice.file_name = std::to_string(kSlices + number) + ".dcm";
    slice.instance_uid = "1.2.9." + std::to_string(number);
    slice.pixel_hash = static_cast<std::uint64_t>(number + 100);
    return slice;
}

std::vector<Slice> with(std::vector<Slice> slices, Slice more) {
    slices.push_back(std::move(more));
    return slices;
}

struct Read {
    Order order;
    std::string log;
};

Read read(const std::vector<Slice>& slices) {
    Volume volume;
    Read result;
    result.log = logged_by([&] { volume = assemble_volume(slices, "a series", 2); });
    for (int s = 0; s < volume.frames.frames; ++s) {
        result.order.push_back(static_cast<int>(volume.frames.at(s, 0, 0)));
    }
    return result;
}

Order all() {
    Order order(kSlices);
    std::iota(order.begin(), order.end(), 0);
    return order;
}

Order all_without(int number) {
    Order order = all();
    order.erase(order.begin() + number);
    return order;
}

bool names(const Read& result, std::string_view text) {
    return result.log.find(text) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stack_of_slices)

BOOST_AUTO_TEST_CASE(orders_by_position_without_a_word) {
    const Read result = read(stack());
    BOOST_TEST(result.order == all());
    BOOST_TEST(result.log == "");
}

BOOST_AUTO_TEST_CASE(orders_an_oblique_stack_along_its_normal) {
    const double c = std::cos(0.6), s = std::sin(0.6);
    const Read result = read(stack([&](int number, Slice& slice) {
        const double along = 4.4 * (4 - number);
        slice.position_mm = {along * c, along * s - 90, 110};
        slice.orientation = Orientation{{-s, c, 0}, {0, 0, -1}};
    }));
    BOOST_TEST(result.order == all());
    BOOST_TEST(result.log == "");
}

BOOST_AUTO_TEST_CASE(puts_a_slice_without_a_position_where_even_numbers_prove_it) {
    for (const int odd : {0, 3, 8}) {
        const Read result = read(stack([&](int number, Slice& slice) {
            if (number == odd) slice.position_mm.reset();
        }));
        BOOST_TEST(result.order == all());
        BOOST_TEST(names(result, std::to_string(kSlices - odd) + ".dcm put in place"), result.log);
    }
}

BOOST_AUTO_TEST_CASE(leaves_it_out_where_numbers_prove_nothing) {
    const Read shuffled = read(stack([](int number, Slice& slice) {
        if (number == 3) slice.position_mm.reset();
        slice.instance_number = number * 7 % kSlices;
    }));
    BOOST_TEST(shuffled.order == all_without(3));
    BOOST_TEST(names(shuffled, "6.dcm left out: no usable position"), shuffled.log);
    const Read of_another_kind = read(stack([](int number, Slice& slice) {
        if (number != 3) return;
        slice.position_mm.reset();
        slice.kind.image_type = "DERIVED\\SECONDARY";
    }));
    BOOST_TEST(of_another_kind.order == all_without(3));
}

BOOST_AUTO_TEST_CASE(leaves_out_a_position_far_from_all_others) {
    for (const Vector3 position : {Vector3{500, -90, 110}, Vector3{0, 0, 0}, Vector3{4.4, 900, 110}}) {
        const Read result = read(stack([&](int number, Slice& slice) {
            if (number == 2) slice.position_mm = position;
        }));
        BOOST_TEST(result.order == all_without(2));
        BOOST_TEST(names(result, "7.dcm left out"), result.log);
    }
}

BOOST_AUTO_TEST_CASE(leaves_out_screenshots) {
    Slice screenshot = beside(3, 50);
    screenshot.position_mm.reset();
    screenshot.orientation.reset();
    screenshot.kind.sop_class = "1.2.840.10008.5.1.4.1.1.7";
    const Read result = read(with(stack(), screenshot));
    BOOST_TEST(result.order == all());
    BOOST_TEST(names(result, "59.dcm left out"), result.log);
}

BOOST_AUTO_TEST_CASE(leaves_out_other_planes_and_localizers) {
    Slice axial = beside(3, 50), coronal = beside(3, 51), localizer = beside(3, 52);
    axial.orientation = Orientation{{1, 0, 0}, {0, 1, 0}};
    coronal.orientation = Orientation{{1, 0, 0}, {0, 0, -1}};
    localizer.kind.image_type = "ORIGINAL\\PRIMARY\\LOCALIZER";
    (*localizer.position_mm)[0] += 2;
    const Read result = read(with(with(with(stack(), axial), coronal), localizer));
    BOOST_TEST(result.order == all());
    BOOST_TEST(names(result, "60.dcm"), result.log);
}

BOOST_AUTO_TEST_CASE(allows_the_rounding_of_orientations) {
    const Read result = read(stack([](int number, Slice& slice) {
        if (number % 2) slice.orientation = Orientation{{0.0175, 0.9998, 0}, {0, 0, -1}};
    }));
    BOOST_TEST(result.order == all());
}

BOOST_AUTO_TEST_CASE(takes_equal_positions_for_none_and_equal_numbers_for_none) {
    const auto at_zero = [](int, Slice& slice) { slice.position_mm = {0, 0, 0}; };
    const Read by_number = read(stack(at_zero));
    BOOST_TEST(by_number.order == (Order{8, 7, 6, 5, 4, 3, 2, 1, 0}));  // numbers count from the right
    BOOST_TEST(names(by_number, "not proved"), by_number.log);
    const Read by_name = read(stack([&](int number, Slice& slice) {
        at_zero(number, slice);
        slice.instance_number = 1;
        slice.file_name = std::to_string(number + 5) + ".dcm";
    }));
    BOOST_TEST(by_name.order == all());
    BOOST_TEST(names(by_name, "ordered by file name"), by_name.log);
}

BOOST_AUTO_TEST_CASE(keeps_one_of_several_copies) {
    Slice copy = slice_of(4);
    copy.file_name = "5 (1).dcm";
    const Read result = read(with(stack(), copy));
    BOOST_TEST(result.order == all());
    BOOST_TEST(names(result, "5 (1).dcm left out: copies"), result.log);
}

BOOST_AUTO_TEST_CASE(takes_no_equal_identifiers_for_copies) {
    const Read result = read(stack([](int, Slice& slice) { slice.instance_uid = "1.2.3"; }));
    BOOST_TEST(result.order == all());
    BOOST_TEST(result.log == "");
}

BOOST_AUTO_TEST_CASE(keeps_magnitude_beside_phase_and_the_first_of_echoes) {
    const auto doubled = [](const Change& first, const Change& second) {
        auto slices = stack(first);
        for (int number = 0; number < kSlices; ++number) {
            Slice more = beside(number, 20 + number);
            second(number, more);
            slices.push_back(more);
        }
        return read(slices);
    };
    const auto type = [](const char* text) {
        return [=](int, Slice& slice) { slice.kind.image_type = text; };
    };
    const auto echo = [](int number, double time_ms) {
        return [=](int, Slice& slice) {
            slice.kind.echo = number;
            slice.kind.echo_time_ms = time_ms;
        };
    };
    BOOST_TEST(doubled(type(kMagnitude), type("ORIGINAL\\PRIMARY\\P\\SE")).order == all());
    BOOST_TEST(doubled(type("ORIGINAL\\PRIMARY\\PHASE MAP\\P"), type(kMagnitude)).order.front() == 20);
    BOOST_TEST(doubled(type(kMagnitude), type("DERIVED\\SECONDARY\\M")).order == all());
    BOOST_TEST(doubled(echo(1, 9), echo(2, 90)).order == all());
    BOOST_TEST(doubled(echo(1, 90), echo(1, 9)).order.front() == 20);
    BOOST_TEST(doubled(echo(1, 9), echo(1, 9)).order == all());
    BOOST_TEST(names(doubled(echo(1, 9), echo(2, 90)), "several echoes at the same position"));
}

BOOST_AUTO_TEST_CASE(keeps_one_station_of_a_long_field_of_view) {
    auto slices = stack();
    for (int number = 0; number < kSlices - 2; ++number) {
        Slice lower = beside(number, 20 + number);
        (*lower.position_mm)[0] += 2.2;
        (*lower.position_mm)[2] = -150;
        slices.push_back(lower);
    }
    const Read result = read(slices);
    BOOST_TEST(result.order == all());
    BOOST_TEST(names(result, "station"), result.log);
}

BOOST_AUTO_TEST_CASE(keeps_all_of_interleaved_acquisitions_that_share_a_place) {
    auto slices = stack([](int number, Slice& slice) { slice.kind.acquisition = number % 2; });
    slices.push_back(beside(4, 20));
    slices.back().kind.acquisition = 1;
    BOOST_TEST(read(slices).order == all());
}

BOOST_AUTO_TEST_CASE(turns_pictures_to_the_front_at_the_left_and_head_on_top) {
    // What the nets expect: 1 2 / 3 4 / 5 6, front at the left, head on top.
    const std::vector<float> upright{1, 2, 3, 4, 5, 6};
    struct Stored {
        Orientation orientation;
        int rows, columns;
        std::vector<float> pixels;
    };
    const Stored all_stored[] = {{kSagittal, 3, 2, upright},
                                 {{{0, -1, 0}, {0, 0, -1}}, 3, 2, {2, 1, 4, 3, 6, 5}},
                                 {{{0, 1, 0}, {0, 0, 1}}, 3, 2, {5, 6, 3, 4, 1, 2}},
                                 {{{0, -1, 0}, {0, 0, 1}}, 3, 2, {6, 5, 4, 3, 2, 1}},
                                 {{{0, 0, -1}, {0, 1, 0}}, 2, 3, {1, 3, 5, 2, 4, 6}},
                                 {{{0, 0, 1}, {0, 1, 0}}, 2, 3, {5, 3, 1, 6, 4, 2}},
                                 {{{0, 0, 1}, {0, -1, 0}}, 2, 3, {6, 4, 2, 5, 3, 1}}};
    for (const Stored& stored : all_stored) {
        Slice slice = slice_of(0);
        slice.pixels = FloatStack(1, stored.rows, stored.columns);
        slice.pixels.pixels = stored.pixels;
        slice.rows = stored.rows;
        slice.columns = stored.columns;
        slice.orientation = stored.orientation;
        Volume volume;
        const std::string log = logged_by([&] { volume = assemble_volume({slice}, "a series", 1); });
        BOOST_TEST(volume.frames.height == 3);
        BOOST_TEST(volume.frames.pixels == upright, boost::test_tools::per_element());
        BOOST_TEST(log.empty() == (stored.pixels == upright), log);
    }
}

// Every pixel has a value of its own, by which it is found again.
Slice numbered(const Orientation& orientation, int first_value) {
    Slice slice = slice_of(first_value / 100);
    slice.orientation = orientation;
    slice.spacing_mm = {0.5, 0.25};
    for (std::size_t i = 0; i < slice.pixels.pixels.size(); ++i)
        slice.pixels.pixels[i] = static_cast<float>(first_value) + static_cast<float>(i);
    return slice;
}

BOOST_AUTO_TEST_CASE(pixels_keep_their_place_in_the_patient_however_a_picture_is_turned) {
    for (const Orientation& stored : std::vector<Orientation>{{{0, 1, 0}, {0, 0, -1}},
                                                              {{0, -1, 0}, {0, 0, -1}},
                                                              {{0, -1, 0}, {0, 0, 1}},
                                                              {{0, 0, -1}, {0, 1, 0}},
                                                              {{0, 0, 1}, {0, -1, 0}},
                                                              {{0.1, 0.99, 0.1}, {0, 0.1, -0.995}}}) {
        const std::vector<Slice> slices{numbered(stored, 0), numbered(stored, 100)};
        const Volume volume = assemble_volume(slices, "a series", 1);
        BOOST_REQUIRE(volume.places.size() == 2U);
        for (int s = 0; s < 2; ++s) {
            const Slice& slice = slices[static_cast<std::size_t>(s)];
            const FramePlace before{slice.orientation, slice.position_mm, slice.spacing_mm};
            const FramePlace& after = volume.places[static_cast<std::size_t>(s)];
            BOOST_TEST(volume.sources[static_cast<std::size_t>(s)].instance_uid == slice.instance_uid);
            BOOST_TEST(side_letter(after.orientation->row) == "P");
            BOOST_TEST(side_letter(after.orientation->column) == "F");
            for (int y = 0; y < volume.frames.height; ++y) {
                for (int x = 0; x < volume.frames.width; ++x) {
                    const int from = static_cast<int>(volume.frames.at(s, y, x)) - 100 * s;
                    const int column = from % 3, row = from / 3;
                    const auto expected = patient_point(before, column, row);
                    const auto found = patient_point(after, x, y);
                    for (std::size_t i = 0; i < 3; ++i)
                        BOOST_TEST(std::abs((*expected)[i] - (*found)[i]) < 1e-9);
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_turned_picture_without_spacing_has_no_place_and_its_sides_nevertheless) {
    auto slices = stack([](int, Slice& slice) {
        slice.orientation = {{0, -1, 0}, {0, 0, -1}};
        slice.spacing_mm.reset();
    });
    const Volume volume = assemble_volume(std::move(slices), "a series", 1);
    BOOST_TEST(volume.is_left_first);
    BOOST_TEST(!volume.places[0].position_mm);
    BOOST_TEST(side_letter(volume.places[0].orientation->row) == "P");
}

BOOST_AUTO_TEST_SUITE_END()
