#include "cohort/cohort_files.h"

#include <boost/test/unit_test.hpp>

#include "files/csv.h"
#include "files/json.h"
#include "support/files.h"

using namespace lumbar;

namespace {

CohortStudy study_with(const std::string& patient) {
    CohortStudy study;
    study.study = {patient, "1.2.3", {}};
    ChosenSeries taken;
    taken.series.header.series_uid = "1.2.3.4";
    taken.series.header.series_description = "SAG \xE9 T1";  // Latin-1, no UTF-8
    taken.taken_as = SeriesKind::sagittal_t1;
    study.study.series.push_back(taken);
    study.keypoints["1.2.3.4"][2][1] = {0.25, 0.5};
    for (auto& level : study.grades) level.fill(Probabilities{0.2, 0.7, 0.1});
    study.is_graded[0][1] = true;
    study.spreads[0][1] = FindingSpread{{0.1, 0.2, 0.05}, {1, 3, 0}};
    study.recipes["stage2_s1_fo"][0][1] = Probabilities{0.1, 0.8, 0.1};
    return study;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cohort_files)

BOOST_AUTO_TEST_CASE(a_study_has_25_rows_with_side_grade_and_source) {
    const test::TemporaryFolder folder;
    write_grades_csv(folder / "grades.csv", {study_with("A, \"B\"")});
    const CsvTable table = read_csv(folder / "grades.csv");
    BOOST_REQUIRE(table.size() == 25U);
    BOOST_TEST(table.at(1, table.column("patient_id")) == "A, \"B\"");
    BOOST_TEST(table.at(1, table.column("condition")) == "neural_foraminal_narrowing");
    BOOST_TEST(table.at(1, table.column("side")) == "left");
    BOOST_TEST(table.at(0, table.column("side")) == "");
    BOOST_TEST(table.at(1, table.column("grade")) == "moderate");
    BOOST_TEST(table.at(1, table.column("source")) == "nets");
    BOOST_TEST(table.at(2, table.column("source")) == "prior");
    BOOST_TEST(table.number(1, table.column("moderate")) == 0.7);
    BOOST_TEST(table.number(1, table.column("sd_moderate")) == 0.2);
    BOOST_TEST(table.number(1, table.column("agreement")) == 0.75);
    BOOST_TEST(table.number(1, table.column("answers")) == 4);
    BOOST_TEST(table.at(2, table.column("sd_moderate")) == "");
    BOOST_TEST(table.at(2, table.column("answers")) == "");
}

BOOST_AUTO_TEST_CASE(json_says_where_each_number_is_from) {
    const test::TemporaryFolder folder;
    write_grades_json(folder / "grades.json", {study_with("A")}, {"net"});
    const Json root = read_json(folder / "grades.json");
    BOOST_TEST(root["nets"][0] == "net");
    const Json& study = root["studies"][0];
    BOOST_TEST(study["series"][0]["taken_as"] == "T1");
    BOOST_TEST(study["series"][0]["keypoints_relative"]["l3_l4"][1][0] == 0.25);
    BOOST_TEST(study["findings"].size() == 25U);
    BOOST_TEST(study["findings"][1]["recipes"]["stage2_s1_fo"][1] == 0.8);
    BOOST_TEST(!study["findings"][2].contains("recipes"));
    BOOST_TEST(study["findings"][1]["source"] == "nets");
    BOOST_TEST(study["findings"][2]["source"] == "prior");
    BOOST_TEST(study["findings"][1]["deviation"][1] == 0.2);
    BOOST_TEST(study["findings"][1]["agreement"] == 0.75);
    BOOST_TEST(!study["findings"][2].contains("agreement"));
}

BOOST_AUTO_TEST_SUITE_END()
