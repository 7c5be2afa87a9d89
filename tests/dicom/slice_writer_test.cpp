#include "dicom_pixels/slice_writer.h"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <vector>

#include "base/error.h"
#include "dicom/slice_reader.h"
#include "support/files.h"
#include "support/made_dicom.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

SliceHeader a_header() {
    SliceHeader header;
    header.patient_id = "p1";
    header.study_uid = "1.2.826.1";
    header.series_uid = "1.2.826.1.1";
    header.instance_uid = "1.2.826.1.1.7";
    header.series_description = "Sagittal T1";
    header.instance_number = 7;
    header.position_mm = {-12.345678901234567, 1.0 / 3, -1e-7};
    header.orientation = {0, 1, 0, 0, 0, -1};
    header.spacing_mm = {0.6875, 0.7};
    return header;
}

// Odd width: rows of an odd number of bytes after RLE's split into byte planes.
Stack<std::uint16_t> a_picture() {
    Stack<std::uint16_t> pixels(1, 31, 17);
    for (std::size_t i = 0; i < pixels.pixels.size(); ++i) {
        pixels.pixels[i] = static_cast<std::uint16_t>(i < 200 ? 7 : i * 7919 % 4096);
    }
    return pixels;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(slice_writer)

BOOST_AUTO_TEST_CASE(writes_what_the_reader_reads) {
    const TemporaryFolder folder;
    const auto picture = a_picture();
    for (const auto encoding : {PixelEncoding::raw, PixelEncoding::rle}) {
        const auto path = folder / "slice.dcm";
        write_slice(path, picture, a_header(), encoding);
        const auto slices = read_slices(path);
        BOOST_TEST(slices.size() == 1u);
        const Slice& slice = slices.front();
        BOOST_TEST(slice.pixels.height == 31);
        BOOST_TEST(slice.pixels.pixels == std::vector<float>(picture.pixels.begin(), picture.pixels.end()),
                   boost::test_tools::per_element());
        BOOST_TEST(slice.instance_number.value() == 7);
        for (std::size_t i = 0; i < 3; ++i) {
            BOOST_TEST(std::abs(slice.position_mm.value()[i] - a_header().position_mm[i]) < 1e-12);
        }
        BOOST_TEST(slice.spacing_mm.value()[0] == 0.6875);
        BOOST_TEST(slice.spacing_mm.value()[1] == 0.7);
        const DicomSummary summary = summarize_dicom(path);
        BOOST_TEST(summary.transfer_syntax ==
                   (encoding == PixelEncoding::raw ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2.5"));
        BOOST_TEST(summary.modality == "MR");
        BOOST_TEST(summary.series_description == "Sagittal T1");
        BOOST_TEST(summary.photometric_interpretation == "MONOCHROME2");
        BOOST_TEST(summary.bits_stored == 12);
    }
}

BOOST_AUTO_TEST_CASE(writes_the_same_bytes_every_time) {
    const TemporaryFolder folder;
    for (const auto encoding : {PixelEncoding::raw, PixelEncoding::rle}) {
        write_slice(folder / "a.dcm", a_picture(), a_header(), encoding);
        write_slice(folder / "b.dcm", a_picture(), a_header(), encoding);
        BOOST_TEST((bytes_of(folder / "a.dcm") == bytes_of(folder / "b.dcm")));
    }
}

BOOST_AUTO_TEST_CASE(leaves_nothing_behind_when_it_fails) {
    const TemporaryFolder folder;
    const auto fails = [&](const Stack<std::uint16_t>& pixels, const SliceHeader& header) {
        BOOST_CHECK_EXCEPTION(write_slice(folder / "slice.dcm", pixels, header, PixelEncoding::raw), Error,
                              [](const Error& e) { return e.code() == ExitCode::output; });
    };
    SliceHeader header = a_header();
    header.bits_stored = 11;  // the picture needs 12
    fails(a_picture(), header);
    header.bits_stored = 17;
    fails(a_picture(), header);
    header = a_header();
    header.instance_uid.clear();
    fails(a_picture(), header);
    header = a_header();
    header.position_mm[1] = std::numeric_limits<double>::quiet_NaN();
    fails(a_picture(), header);
    fails(Stack<std::uint16_t>(2, 4, 4), a_header());
    fails(Stack<std::uint16_t>(), a_header());
    BOOST_TEST(std::filesystem::is_empty(folder.path()));
    BOOST_CHECK_THROW(
        write_slice(folder / "absent" / "slice.dcm", a_picture(), a_header(), PixelEncoding::raw), Error);
}

BOOST_AUTO_TEST_SUITE_END()
