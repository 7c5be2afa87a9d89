#include "dicom/series_header.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>

#include "dicom_pixels/slice_writer.h"
#include "support/files.h"
#include "support/made_dicom.h"
#include "support/refusal.h"

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(series_header)

BOOST_AUTO_TEST_CASE(says_the_same_of_a_small_file_and_of_one_of_which_the_beginning_is_read) {
    const test::TemporaryFolder folder;
    for (const int size : {16, 512}) {
        SliceHeader written;
        written.patient_id = "P";
        written.study_uid = "1.2";
        written.series_uid = "1.2.3";
        written.instance_uid = "1.2.3.4";
        written.series_description = "Sagittal T1";
        written.orientation = {0, 1, 0, 0, 0, -1};
        written.position_mm = {5, -3, 40};
        written.spacing_mm = {0.5, 0.75};
        write_slice(folder / "slice", Stack<std::uint16_t>(1, size, size), written, PixelEncoding::raw);
        const SeriesHeader header = read_series_header(folder / "slice");
        BOOST_TEST(header.patient_id == "P");
        BOOST_TEST(header.study_uid == "1.2");
        BOOST_TEST(header.series_uid == "1.2.3");
        BOOST_TEST(header.series_description == "Sagittal T1");
        BOOST_TEST(header.modality == "MR");
        BOOST_TEST(header.rows == size);
        BOOST_TEST(header.frames == 1);
        BOOST_REQUIRE(header.orientation.has_value());
        BOOST_TEST((header.position_mm == Vector3{5, -3, 40}));
        BOOST_TEST((header.spacing_mm == std::array<double, 2>{0.5, 0.75}));
        BOOST_TEST(!header.echo_ms.has_value());
    }
}

// The beginning that is read first may end between two elements.
BOOST_AUTO_TEST_CASE(reads_on_where_the_beginning_ends_before_the_pixel_data) {
    const test::TemporaryFolder folder;
    constexpr std::size_t kBeginning = 1 << 16;
    const auto write = [&](std::size_t comment) {
        test::make_dicom(folder / "file", 1, 1, {0}, [&](DcmDataset& dataset) {
            dataset.putAndInsertString(DCM_PatientComments, std::string(comment, 'x').c_str());
            dataset.putAndInsertString(DCM_SeriesInstanceUID, "1.2.3.4");
        });
        return test::bytes_of(folder / "file")
            .find("\x20" + std::string(1, '\0') + "\x0E" + std::string(1, '\0') + "UI");
    };
    const std::size_t comment = 1000 + kBeginning - write(1000);
    BOOST_REQUIRE(write(comment) == kBeginning);
    BOOST_TEST(read_series_header(folder / "file").series_uid == "1.2.3.4");
}

BOOST_AUTO_TEST_CASE(what_is_no_dicom_file_is_an_error_that_names_it) {
    const test::TemporaryFolder folder;
    test::write_text(folder / "text", std::string(100000, 'x'));
    BOOST_TEST(test::contains(test::refusal_of([&] { read_series_header(folder / "text"); }, ExitCode::data),
                              "text"));
}

// Each frame's own groups go before the shared ones, those before the data set; the macro knows several
// inversion times, the data set one.
BOOST_AUTO_TEST_CASE(timing_is_read_from_functional_groups_and_from_the_data_set) {
    const test::TemporaryFolder folder;
    const auto header_with = [&](const test::Change& change) {
        test::make_dicom(folder / "file", 1, 1, {0}, change);
        return read_series_header(folder / "file");
    };
    const auto plain = header_with([](DcmDataset& dataset) {
        dataset.putAndInsertString(DCM_RepetitionTime, "550");
        dataset.putAndInsertString(DCM_EchoTime, "9.5");
        dataset.putAndInsertString(DCM_InversionTime, "150");
    });
    BOOST_TEST(plain.repetition_ms.value() == 550);
    BOOST_TEST(plain.echo_ms.value() == 9.5);
    BOOST_TEST(plain.inversion_ms.value() == 150);

    const auto enhanced = header_with([](DcmDataset& dataset) {
        dataset.putAndInsertString(DCM_RepetitionTime, "1");
        const auto macro = [&](const DcmTagKey& groups, const DcmTagKey& name) -> DcmItem& {
            DcmItem *group = nullptr, *item = nullptr;
            test::require_good(dataset.findOrCreateSequenceItem(groups, group, 0));
            test::require_good(group->findOrCreateSequenceItem(name, item, 0));
            return *item;
        };
        const DcmTagKey shared = DCM_SharedFunctionalGroupsSequence,
                        own = DCM_PerFrameFunctionalGroupsSequence;
        macro(shared, DCM_MRTimingAndRelatedParametersSequence).putAndInsertString(DCM_RepetitionTime, "2");
        macro(own, DCM_MRTimingAndRelatedParametersSequence).putAndInsertString(DCM_RepetitionTime, "3500");
        macro(shared, DCM_MRModifierSequence).putAndInsertFloat64(DCM_InversionTimes, 160);
        macro(shared, DCM_MREchoSequence).putAndInsertFloat64(DCM_EffectiveEchoTime, 100);
    });
    BOOST_TEST(enhanced.repetition_ms.value() == 3500);
    BOOST_TEST(enhanced.inversion_ms.value() == 160);
    BOOST_TEST(enhanced.echo_ms.value() == 100);
}

BOOST_AUTO_TEST_SUITE_END()
