#include "intake/scan_folders.h"

#include <unistd.h>
#include <array>
#include <cstdint>

#include <boost/test/unit_test.hpp>

#include "dicom/series.h"
#include "dicom_pixels/slice_writer.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/logged.h"
#include "support/refusal.h"
#include "support/zip_bytes.h"

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

std::string little_endian(std::size_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
    return text;
}

// Explicit VR, little endian: a sequence of records of which each names a file.
std::string media_directory(const std::vector<std::string>& names) {
    std::string items;
    for (std::string name : names) {
        if (name.size() % 2 == 1) name += ' ';
        const std::string element =
            little_endian(0x15000004, 4) + "CS" + little_endian(name.size(), 2) + name;
        items += little_endian(0xE000FFFE, 4) + little_endian(element.size(), 4) + element;
    }
    return std::string(128, '\0') + "DICM" + little_endian(0x12200004, 4) + "SQ" + little_endian(0, 2) +
           little_endian(items.size(), 4) + items;
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
}

BOOST_AUTO_TEST_CASE(archives_are_read_like_folders_wherever_they_lie) {
    const test::TemporaryFolder folder, files;
    write_file(files / "1", "1.1", "1.1.1", 1);
    write_file(files / "2", "1.1", "1.1.1", 2);
    std::filesystem::create_directory(folder / "deep");
    write_file(folder / "deep/IM3", "1.1", "1.1.1", 3);
    // Known by its content; the series goes on outside of it.
    test::write_text(folder / "deep/export.bin", test::zip_bytes({{"st/1", read_text_file(files / "1")},
                                                                  {"st/2", read_text_file(files / "2"), 8},
                                                                  {"st/readme", "no DICOM"}}));
    const Scan scan = scan_folders({folder.path()}, 2);
    BOOST_TEST(scan.files == 4U);
    BOOST_TEST(scan.passed_over == 1U);
    BOOST_TEST(scan.unreadable == 0U);
    BOOST_REQUIRE(scan.studies.size() == 1U);
    BOOST_REQUIRE(scan.studies[0].series.size() == 1U);
    const auto& found = scan.studies[0].series[0].files;
    BOOST_REQUIRE(found.size() == 3U);
    BOOST_TEST(found[0] == folder / "deep/IM3");
    BOOST_TEST(found[2] == folder / "deep/export.bin/st/2");
    BOOST_TEST(scan_folders({folder / "deep/export.bin"}, 1).files == 3U);
    // Its slices are read like those of files.
    const Volume volume = read_series(found, "series", 2);
    BOOST_TEST(volume.frames.frames == 3);
}

BOOST_AUTO_TEST_CASE(what_an_archive_holds_that_cannot_be_read_is_a_warning_that_names_it) {
    const test::TemporaryFolder folder, files;
    write_file(files / "1", "1.1", "1.1.1", 1);
    const std::string image = read_text_file(files / "1");
    test::write_text(folder / "a.zip", test::zip_bytes({{"good", image},
                                                        {"cut", image.substr(0, 300)},
                                                        {"crc", image.substr(0, 5000), 8, 0, 0100644, {}, 1},
                                                        {"secret", image, 0, 1},
                                                        {"../out", image},
                                                        {"inner.zip", test::zip_bytes({{"x", image}})}}));
    test::write_text(folder / "damaged.zip", "PK\x03\x04 no directory");
    Scan scan;
    const std::string log = test::logged_by([&] { scan = scan_folders({folder.path()}, 1); });
    BOOST_TEST(scan.studies.size() == 1U);
    BOOST_TEST(scan.unreadable == 4U);
    for (const char* name : {"a.zip/cut", "a.zip/crc", "a.zip/secret is left out: encrypted",
                             "a.zip/../out is left out", "a.zip/inner.zip", "damaged.zip"}) {
        BOOST_TEST(test::contains(log, name), log);
    }
}

BOOST_AUTO_TEST_CASE(memory_for_a_file_of_an_archive_is_within_the_budget) {
    const test::TemporaryFolder folder;
    // A bomb: an entry that claims gigabytes and has none.
    test::write_text(
        folder / "bomb.zip",
        test::zip_bytes({{"bomb", std::string(128, '\0') + "DICM\x08", 8, 0, 0100644, 0x7fffffff}}));
    SeriesLimits limits;
    limits.bytes = 1 << 20;
    const std::string log = test::logged_by([&] {
        BOOST_TEST(
            !test::refusal_of([&] { scan_folders({folder.path()}, 1, limits); }, ExitCode::data).empty());
    });
    BOOST_TEST(test::contains(log, "bomb.zip/bomb"), log);
}

BOOST_AUTO_TEST_CASE(of_a_dicomdir_that_is_named_the_files_that_it_names_are_read) {
    const test::TemporaryFolder folder;
    write_file(folder / "IMAGES/IM1", "1.1", "1.1.1", 1);
    write_file(folder / "IMAGES/IM2", "1.1", "1.1.1", 2);
    write_file(folder / "OTHER/IM3", "1.1", "1.1.1", 3);
    test::write_text(folder / "DICOMDIR", media_directory({"IMAGES\\IM1", "IMAGES\\IM2", "IMAGES\\IM9"}));
    Scan scan;
    const std::string log = test::logged_by([&] { scan = scan_folders({folder / "DICOMDIR"}, 1); });
    BOOST_TEST(scan.files == 2U);
    BOOST_TEST(test::contains(log, "DICOMDIR: 1 file that it names is missing: IMAGES\\IM9"), log);
}

BOOST_AUTO_TEST_CASE(a_dicomdir_in_a_folder_is_passed_over_without_a_warning) {
    const test::TemporaryFolder folder;
    write_file(folder / "IMAGES/IM1", "1.1", "1.1.1", 1);
    write_file(folder / "IMAGES/IM2", "1.1", "1.1.1", 2);
    test::write_text(folder / "DICOMDIR", media_directory({"IMAGES\\IM1", "IMAGES\\IM9"}));
    Scan scan;
    const std::string log = test::logged_by([&] { scan = scan_folders({folder.path()}, 1); });
    BOOST_TEST(scan.files == 3U);
    BOOST_TEST(scan.passed_over == 1U);
    BOOST_TEST(scan.studies[0].series[0].files.size() == 2U);
    BOOST_TEST(log.empty(), log);
}

BOOST_AUTO_TEST_CASE(a_file_that_may_not_be_read_is_a_warning) {
    if (geteuid() == 0) return;  // who may read everything
    const test::TemporaryFolder folder;
    write_file(folder / "1", "1.1", "1.1.1", 1);
    write_file(folder / "2", "1.1", "1.1.1", 2);
    std::filesystem::permissions(folder / "2", std::filesystem::perms::none);
    BOOST_TEST(scan_folders({folder.path()}, 1).unreadable == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
