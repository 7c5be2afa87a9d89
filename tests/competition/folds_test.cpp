#include "competition/folds.h"

#include <boost/test/unit_test.hpp>

#include "base/error.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const std::string kHeader = "study_id,series_id,series_description,fold\n";

struct Data {
    StudyFolds read(const std::string& text) const {
        write_text(folder / kFoldsName, text);
        return read_folds(folder.path());
    }
    std::string refusal(const std::string& text) const {
        return refusal_of([&] { read(text); }, ExitCode::data);
    }
    TemporaryFolder folder;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(folds)

BOOST_FIXTURE_TEST_CASE(a_study_has_the_fold_of_its_series, Data) {
    const StudyFolds found = read(kHeader + "20,1,Sagittal T1,0\n20,2,Axial T2,0\n3,5,Sagittal T1,2.0\n");
    BOOST_TEST((found == StudyFolds{{"20", 0}, {"3", 2}}));
}

BOOST_FIXTURE_TEST_CASE(columns_are_found_by_name_and_others_are_ignored, Data) {
    BOOST_TEST((read("fold,more,study_id\n1,x,7\n") == StudyFolds{{"7", 1}}));
    BOOST_TEST(read(kHeader).empty());
}

BOOST_FIXTURE_TEST_CASE(a_study_in_two_folds_is_refused_by_name_and_line, Data) {
    const std::string message = refusal(kHeader + "20,1,Sagittal T1,0\n3,5,Sagittal T1,1\n20,2,Axial T2,3\n");
    BOOST_TEST(contains(message, "study 20 is in two folds"));
    BOOST_TEST(contains(message, "metadata.csv:4"));
}

BOOST_FIXTURE_TEST_CASE(what_is_no_fold_is_refused, Data) {
    for (const char* fold : {"", "x", "-1", "0.5", "nan", "1e9"}) {
        BOOST_TEST_CONTEXT("fold '" << fold << "'")
        BOOST_TEST(contains(refusal(kHeader + "20,1,Sagittal T1," + fold + "\n"), "metadata.csv:2"));
    }
}

BOOST_FIXTURE_TEST_CASE(an_absent_file_and_an_absent_column_are_named, Data) {
    BOOST_TEST(contains(refusal_of([&] { read_folds(folder.path()); }, ExitCode::data), "metadata.csv"));
    BOOST_TEST(contains(refusal("study_id,series_id\n1,2\n"), "fold"));
}

BOOST_FIXTURE_TEST_CASE(written_folds_are_read_back_and_keep_the_rows_of_the_list, Data) {
    write_text(folder / kTrainSeriesName,
               "study_id,series_id,series_description\n20,1,Sagittal T1\n3,5,\"Sagittal T2/STIR, fs\"\n");
    const StudyFolds folds{{"20", 1}, {"3", 0}};
    write_folds(folder / kFoldsName, folder.path(), folds);
    BOOST_TEST((read_folds(folder.path()) == folds));
    BOOST_TEST(read_text_file(folder / kFoldsName) ==
               kHeader + "20,1,Sagittal T1,1\n3,5,\"Sagittal T2/STIR, fs\",0\n");
}

BOOST_AUTO_TEST_SUITE_END()
