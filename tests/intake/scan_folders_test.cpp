#include "intake/scan_folders.h"

#include <boost/test/unit_test.hpp>

#include "dicom/slice_writer.h"
#include "support/files.h"
#include "support/logged.h"
#include "support/refusal.h"

using namespace lumbar;

namespace {

void write_file(const std::filesystem::path& path, const std::string& study, const std::string& series,
                int number, std::array<double, 6> orientation = {0, 1, 0, 0, 0, -1}) {
    std::filesystem::create_directories(path.parent_path());
    SliceHeader header;
    header.patient_id = "P" + study;
    header.study_uid = study;
    header.series_uid = series;
    header.instance_uid = series + "." + std::to_string(number);
    header.instance_number = number;
    header.orientation = orientation;
    header.position_mm = {static_cast<double>(number), 0, 0};
    Stack<std::uint16_t> pixels(1, 300, 300);  // more than is read of a header
    write_slice(path, pixels, header, PixelEncoding::raw);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scanning_folders)

BOOST_AUTO_TEST_CASE(groups_files_by_their_uids_wherever_they_lie) {
    const test::TemporaryFolder folder;
    write_file(folder / "a/IM1", "1.1", "1.1.1", 1);
    write_file(folder / "b/deep/er/IM1", "1.1", "1.1.1", 2);
    write_file(folder / "a/IM2.IMA", "1.1", "1.1.2", 1, {1, 0, 0, 0, 1, 0});
    write_file(folder / "a/IM3", "1.2", "1.2.1", 1);
    test::write_text(folder / "a/readme.txt", "no DICOM");
    const Scan scan = scan_folders({folder.path(), folder / "a"}, 2);  // named twice, read once
    BOOST_TEST(scan.files == 5U);
    BOOST_TEST(scan.passed_over == 1U);
    BOOST_TEST(scan.unreadable == 0U);
    BOOST_REQUIRE(scan.studies.size() == 2U);
    BOOST_TEST(scan.studies[0].patient_id == "P1.1");
    BOOST_REQUIRE(scan.studies[0].series.size() == 2U);
    BOOST_TEST(scan.studies[0].series[0].files.size() == 2U);
    BOOST_TEST((scan.studies[0].series[0].plane == Plane::sagittal));
    BOOST_TEST((scan.studies[0].series[1].plane == Plane::axial));
}

BOOST_AUTO_TEST_CASE(an_unreadable_file_costs_its_neighbours_nothing) {
    const test::TemporaryFolder folder;
    write_file(folder / "1", "1.1", "1.1.1", 1);
    test::write_text(folder / "2", std::string(128, '\0') + "DICM\x02");
    Scan scan;
    const std::string log = test::logged_by([&] { scan = scan_folders({folder.path()}, 1); });
    BOOST_TEST(scan.unreadable == 1U);
    BOOST_TEST(scan.studies.size() == 1U);
    BOOST_TEST(test::contains(log, (folder / "2").string()));
}

BOOST_AUTO_TEST_CASE(two_patients_in_one_series_are_noticed) {
    const test::TemporaryFolder folder;
    write_file(folder / "1", "1.1", "1.1.1", 1);
    std::filesystem::create_directories(folder / "x");
    SliceHeader header;
    header.patient_id = "another";
    header.study_uid = "1.1";
    header.series_uid = "1.1.1";
    header.instance_uid = "9";
    header.orientation = {0, 1, 0, 0, 0, -1};
    write_slice(folder / "x/2", Stack<std::uint16_t>(1, 8, 8), header, PixelEncoding::raw);
    BOOST_TEST(scan_folders({folder.path()}, 1).studies[0].series[0].other_patient == "another");
}

BOOST_AUTO_TEST_CASE(nothing_to_read_is_a_clear_error) {
    const test::TemporaryFolder folder;
    const auto refusal = [&](const std::filesystem::path& path) {
        return test::refusal_of([&] { scan_folders({path}, 1); }, ExitCode::data);
    };
    BOOST_TEST(test::contains(refusal(folder.path()), "no DICOM image"));
    BOOST_TEST(test::contains(refusal(folder / "absent"), "absent"));
    test::write_text(folder / "a.zip", "PK\x03\x04rest");
    BOOST_TEST(test::contains(refusal(folder / "a.zip"), "unpack"));
}

BOOST_AUTO_TEST_SUITE_END()
