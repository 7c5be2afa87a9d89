#include "competition/series_list.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "base/error.h"
#include "base/log.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const std::string kHeader = "study_id,series_id,series_description\n";

// A data folder with this CSV and these folders of images.
struct Data {
    explicit Data(const std::string& csv, std::initializer_list<const char*> folders = {}) {
        write_text(folder / "test_series_descriptions.csv", csv);
        std::filesystem::create_directory(folder / "test_images");
        for (const char* name : folders) std::filesystem::create_directories(folder / "test_images" / name);
    }
    std::vector<StudyEntry> read() const { return read_series_list(folder.path(), Split::test); }
    std::string error() const {
        try {
            read();
            return {};
        } catch (const Error& e) {
            return e.what();
        }
    }
    // The studies, and how many warnings there were.
    std::pair<std::vector<StudyEntry>, std::size_t> read_counting() const {
        const std::size_t before = warning_count();
        auto studies = read();
        return {std::move(studies), warning_count() - before};
    }

    TemporaryFolder folder;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(series_lists)

BOOST_AUTO_TEST_CASE(lists_studies_in_the_order_of_the_file) {
    const Data data(
        kHeader + "20,1,Sagittal T1\n3,5,Sagittal T2/STIR\n20,2,Sagittal T2/STIR\n20,9,Axial T2\n",
        {"20/1", "20/2", "20/9", "3/5"});
    const auto [studies, warnings] = data.read_counting();
    BOOST_TEST(warnings == 0u);
    BOOST_TEST(studies.size() == 2u);
    BOOST_TEST(studies[0].id == "20");
    BOOST_TEST(studies[0].series.size() == 2u);
    BOOST_TEST((studies[0].series[0].kind == SeriesKind::sagittal_t1));
    BOOST_TEST((studies[0].series[1].kind == SeriesKind::sagittal_t2));
    BOOST_TEST(studies[0].series[1].folder == data.folder / "test_images" / "20" / "2");
    BOOST_TEST(studies[1].id == "3");
}

BOOST_AUTO_TEST_CASE(reads_a_byte_order_mark_crlf_and_columns_in_any_order) {
    const Data data("\xEF\xBB\xBFseries_description,series_id,study_id\r\nSagittal T1,1,20\r\n", {"20/1"});
    const auto [studies, warnings] = data.read_counting();
    BOOST_TEST(warnings == 0u);
    BOOST_TEST(studies.at(0).id == "20");
    BOOST_TEST(studies.at(0).series.at(0).id == "1");
}

BOOST_AUTO_TEST_CASE(understands_descriptions_in_any_case) {
    const Data data(kHeader + "1,1,sagittal t1\n1,2,SAGITTAL T2\n1,3, Sagittal STIR \n1,4,axial t2\n",
                    {"1/1", "1/2", "1/3", "1/4"});
    const auto [studies, warnings] = data.read_counting();
    BOOST_TEST(warnings == 0u);
    BOOST_TEST(studies.at(0).series.size() == 3u);
}

BOOST_AUTO_TEST_CASE(keeps_a_study_whose_descriptions_are_unknown) {
    const Data data(kHeader + "1,1,Coronal T2\n2,2,Axial T2\n", {"1/1", "2/2"});
    const auto [studies, warnings] = data.read_counting();
    BOOST_TEST(warnings == 1u);
    BOOST_TEST(studies.size() == 2u);
    BOOST_TEST(studies[0].series.empty());
    BOOST_TEST(studies[1].series.empty());
}

BOOST_AUTO_TEST_CASE(keeps_the_first_of_repeated_rows) {
    const Data data(kHeader + "1,1,Sagittal T1\n1,1,Sagittal T1\n1,1,Sagittal T2/STIR\n", {"1/1"});
    const auto [studies, warnings] = data.read_counting();
    BOOST_TEST(warnings == 2u);
    BOOST_TEST(studies.at(0).series.size() == 1u);
    BOOST_TEST((studies[0].series[0].kind == SeriesKind::sagittal_t1));
}

BOOST_AUTO_TEST_CASE(keeps_and_reports_what_has_no_folder) {
    const Data data(kHeader + "1,1,Sagittal T1\n2,1,Sagittal T1\n2,2,Sagittal T2/STIR\n", {"2/1"});
    const auto [studies, warnings] = data.read_counting();
    BOOST_TEST(warnings == 2u);  // study 1, series 2 of study 2
    BOOST_TEST(studies.size() == 2u);
    BOOST_TEST(studies[1].series.size() == 2u);
}

BOOST_AUTO_TEST_CASE(reports_folders_that_are_not_listed) {
    const Data data(kHeader + "1,1,Sagittal T1\n", {"1/1", "7/1", "8/1"});
    BOOST_TEST(data.read_counting().second == 1u);
}

BOOST_AUTO_TEST_CASE(refuses_ids_that_would_leave_their_folder) {
    for (const char* id : {"", ".", "..", "../1", "a/b", "/etc", "a\\b", "1..2"}) {
        const std::string error = Data(kHeader + "1,1,Sagittal T1\n" + id + ",1,Sagittal T1\n").error();
        BOOST_TEST(contains(error, "test_series_descriptions.csv:3"), id << ": " << error);
        BOOST_TEST(contains(Data(kHeader + "1," + id + ",Axial T2\n").error(), ".csv:2"), id);
    }
}

// The lists of tests/data/field_cases: fewer studies than lines would be silent loss.
BOOST_AUTO_TEST_CASE(names_the_line_of_a_quotation_mark_that_is_not_closed) {
    const auto folder = test_file("data/field_cases/unclosed-quote-first-row");
    BOOST_CHECK_EXCEPTION(read_series_list(folder, Split::test), Error, [](const Error& e) {
        return contains(e.what(), "test_series_descriptions.csv:2") && contains(e.what(), "quotation mark");
    });
}

BOOST_AUTO_TEST_CASE(reads_every_study_of_a_utf_16_list) {
    std::vector<std::string> ids;
    for (const StudyEntry& study : read_series_list(test_file("data/field_cases/utf-16-list"), Split::test)) {
        ids.push_back(study.id);
        BOOST_TEST(study.series.size() == 2u);
    }
    BOOST_TEST(ids == (std::vector<std::string>{"101", "102", "103", "104"}),
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(says_what_it_looked_for) {
    BOOST_TEST(contains(Data("study_id,series_id\n1,1\n").error(), "series_description"));
    BOOST_TEST(contains(Data(kHeader).error(), "lists no study"));
    BOOST_TEST(contains(Data("").error(), "empty"));
    const TemporaryFolder folder;
    BOOST_CHECK_EXCEPTION(read_series_list(folder.path(), Split::train), Error, [](const Error& e) {
        return contains(e.what(), "train_series_descriptions.csv") && e.code() == ExitCode::data;
    });
    BOOST_CHECK_EXCEPTION(read_series_list(folder / "absent", Split::test), Error,
                          [](const Error& e) { return contains(e.what(), "no folder"); });
}

BOOST_AUTO_TEST_CASE(reads_the_golden_study) {
    const auto studies = read_series_list(test_file("golden/study"), Split::test);
    BOOST_TEST(studies.size() == 1u);
    BOOST_TEST(studies[0].id == "1001");
    BOOST_TEST(studies[0].series.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
