#include "cohort/cohort_files.h"

#include <boost/test/unit_test.hpp>

#include "files/csv.h"
#include "files/json.h"
#include "files/text_file.h"
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

void write_results(const std::filesystem::path& folder, const std::vector<CohortStudy>& studies) {
    ResultFiles files(folder, grades_root({"lumbar 1", {{"net", "stage2_s1_fo", "00ff"}}, {0}}));
    for (const CohortStudy& study : studies) files.add(rows_of(study));
    files.commit();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cohort_files)

BOOST_AUTO_TEST_CASE(a_study_has_25_rows_with_side_grade_and_source) {
    const test::TemporaryFolder folder;
    write_results(folder.path(), {study_with("A, \"B\"")});
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
    CohortStudy with_points = study_with("A");
    with_points.nets.push_back({"net", with_points.recipes["stage2_s1_fo"]});
    LocatedSeries& located = with_points.located["1.2.3.4"];
    located.points = with_points.keypoints["1.2.3.4"];
    located.width_px = 200, located.height_px = 100, located.slice = 3, located.slices = 5;
    located.points_mm[2][1] = Vector3{1, 2, 3};
    write_results(folder.path(), {with_points});
    const Json root = read_json(folder / "grades.json");
    BOOST_TEST(root["schema"] == 3);
    BOOST_TEST(root["program"] == "lumbar 1");
    BOOST_TEST(root["nets"][0]["name"] == "net");
    BOOST_TEST(root["nets"][0]["sha256"] == "00ff");
    const Json& study = root["studies"][0];
    BOOST_TEST(study["series"][0]["taken_as"] == "T1");
    BOOST_TEST(study["series"][0]["keypoints_relative"]["l3_l4"][1][0] == 0.25);
    BOOST_TEST(study["series"][0]["points_px"]["l3_l4"][1] == Json::array({50.0, 50.0}));
    BOOST_TEST(study["series"][0]["points_mm"]["l3_l4"][0].is_null());
    BOOST_TEST(study["series"][0]["points_mm"]["l3_l4"][1] == Json::array({1.0, 2.0, 3.0}));
    BOOST_TEST(study["series"][0]["points_slice"]["number"] == 3);
    BOOST_TEST(study["series"][0]["left_right_proved"] == false);
    BOOST_TEST(study["findings"][1]["nets"]["net"][1] == 0.8);
    BOOST_TEST(!study["findings"][2].contains("nets"));
    BOOST_TEST(study["findings"].size() == 25U);
    BOOST_TEST(study["findings"][1]["recipes"]["stage2_s1_fo"][1] == 0.8);
    BOOST_TEST(!study["findings"][2].contains("recipes"));
    BOOST_TEST(study["findings"][1]["source"] == "nets");
    BOOST_TEST(study["findings"][2]["source"] == "prior");
    BOOST_TEST(study["findings"][1]["deviation"][1] == 0.2);
    BOOST_TEST(study["findings"][1]["agreement"] == 0.75);
    BOOST_TEST(!study["findings"][2].contains("agreement"));
    BOOST_TEST(study["state"] == "partly");
}

BOOST_AUTO_TEST_CASE(files_written_a_study_at_a_time_are_laid_out_as_one_value) {
    for (const std::size_t count : {0U, 1U, 3U}) {
        const test::TemporaryFolder folder;
        write_results(folder.path(), std::vector<CohortStudy>(count, study_with("A")));
        const Json root = read_json(folder / "grades.json");
        BOOST_TEST(root["studies"].size() == count);
        BOOST_TEST(read_text_file(folder / "grades.json") == root.dump(1) + "\n");
        BOOST_TEST(read_csv(folder / "grades.csv").size() == count * 25);
        BOOST_TEST(read_csv(folder / "series.csv").size() == count);
    }
}

BOOST_AUTO_TEST_CASE(a_study_that_was_not_graded_has_its_series_and_a_reason) {
    const test::TemporaryFolder folder;
    ResultFiles files(folder.path(), grades_root({"lumbar 1", {{"net", "stage2_s1_fo", "00ff"}}, {0}}));
    files.add(rows_of_ungraded(study_with("A").study, "not graded before SIGINT"));
    files.commit();
    const Json study = read_json(folder / "grades.json")["studies"][0];
    BOOST_TEST(study["state"] == "not graded");
    BOOST_TEST(study["reason"] == "not graded before SIGINT");
    BOOST_TEST(study["series"].size() == 1U);
    BOOST_TEST(study["findings"].empty());
    BOOST_TEST(read_csv(folder / "grades.csv").size() == 0U);
    BOOST_TEST(read_csv(folder / "series.csv").size() == 1U);
}

BOOST_AUTO_TEST_CASE(texts_that_are_no_utf8_are_replaced_in_every_file) {
    const test::TemporaryFolder folder;
    write_results(folder.path(), {study_with("A")});
    write_series_table(folder / "again.csv", {study_with("A").study});
    BOOST_TEST(read_text_file(folder / "series.csv").find("SAG \xEF\xBF\xBD T1") != std::string::npos);
    BOOST_TEST(read_text_file(folder / "again.csv") == read_text_file(folder / "series.csv"));
}

BOOST_AUTO_TEST_SUITE_END()
