#include "score/predictions_file.h"

#include <boost/test/unit_test.hpp>

#include "base/error.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

struct File {
    TemporaryFolder folder;
    std::map<std::string, StudyLabels> labels{};
    std::map<std::string, Probabilities> read(const std::string& text) const {
        write_text(folder / "p.csv", text);
        return read_predictions(folder / "p.csv", labels);
    }
    std::string refusal(const std::string& text) const {
        return refusal_of([&] { read(text); }, ExitCode::data);
    }
};

const std::string kGrades = "patient_id,study_uid,level,condition,side,normal_mild,moderate,severe,grade\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(predictions_file)

BOOST_FIXTURE_TEST_CASE(is_a_submission, File) {
    const auto rows =
        read("row_id,normal_mild,moderate,severe\n7_spinal_canal_stenosis_l1_l2,0.5,0.25,0.25\n");
    BOOST_TEST((rows.at("7_spinal_canal_stenosis_l1_l2") == Probabilities{0.5, 0.25, 0.25}));
}

BOOST_FIXTURE_TEST_CASE(or_what_grade_writes, File) {
    const auto rows = read(kGrades +
                           "Smith,1.2.3,l1_l2,spinal_canal_stenosis,,0.5,0.25,0.25,normal_mild\n"
                           "Smith,1.2.3,l5_s1,subarticular_stenosis,right,0,0,1,severe\n");
    BOOST_TEST(rows.size() == 2U);
    BOOST_TEST((rows.at("1.2.3_spinal_canal_stenosis_l1_l2") == Probabilities{0.5, 0.25, 0.25}));
    BOOST_TEST((rows.at("1.2.3_right_subarticular_stenosis_l5_s1") == Probabilities{0, 0, 1}));
}

BOOST_FIXTURE_TEST_CASE(a_study_goes_by_its_patient_where_the_labels_know_that_alone, File) {
    const std::string row = kGrades + "Smith,1.2.3,l1_l2,spinal_canal_stenosis,,0.5,0.25,0.25,normal_mild\n";
    labels["Smith"] = {};
    BOOST_TEST(read(row).count("Smith_spinal_canal_stenosis_l1_l2") == 1U);
    BOOST_TEST(contains(refusal(row + "Smith,1.2.4,l1_l2,spinal_canal_stenosis,,1,0,0,normal_mild\n"),
                        "the row appears twice"));
    labels["1.2.3"] = {};
    BOOST_TEST(read(row).count("1.2.3_spinal_canal_stenosis_l1_l2") == 1U);
}

BOOST_FIXTURE_TEST_CASE(refuses_findings_that_do_not_exist_and_rows_that_appear_twice, File) {
    BOOST_TEST(contains(refusal(kGrades + "Smith,1.2.3,l1_l2,subarticular_stenosis,,1,0,0,x\n"),
                        "unknown condition"));
    const std::string level = refusal(kGrades + "Smith,1.2.3,l6_s1,spinal_canal_stenosis,,1,0,0,x\n");
    BOOST_TEST(contains(level, "p.csv:2"));
    BOOST_TEST(contains(level, "unknown level"));
    const std::string row = "Smith,1.2.3,l1_l2,spinal_canal_stenosis,,1,0,0,x\n";
    BOOST_TEST(contains(refusal(kGrades + row + row), "the row appears twice"));
    BOOST_TEST(contains(refusal("study_id,severe\n1,1\n"), "row_id"));
}

BOOST_AUTO_TEST_SUITE_END()
