#include "cohort/patient_page_data.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <vector>

#include "cohort/cohort_files.h"

using namespace lumbar;

namespace {

constexpr auto kLeftForamen = index(Condition::left_neural_foraminal_narrowing);

RunDescription some_run() {
    return {"lumbar 1 (commit abc)",
            {{"fo_fold0", "fo", std::string(64, 'a')}, {"su_fold0", "su", std::string(64, 'b')}},
            {0, -15}};
}

CohortStudy some_study() {
    CohortStudy study;
    study.study = {"P 7", "1.2.3", {}};
    ChosenSeries taken;
    taken.series.header.series_uid = "1.2.3.4";
    taken.series.plane = Plane::sagittal;
    taken.taken_as = SeriesKind::sagittal_t1;
    study.study.series.push_back(taken);
    for (auto& level : study.grades) level.fill(Probabilities{0.2, 0.7, 0.1});
    study.is_graded[0][kLeftForamen] = true;
    study.spreads[0][kLeftForamen] = FindingSpread{{0.1, 0.2, 0.05}, {1, 3, 0}};
    study.deciding[0][kLeftForamen] = {"fo"};
    study.warnings = {"a warning"};
    study.located["1.2.3.4"].is_left_first = true;
    study.page = "patients/P-7.html";
    return study;
}

NetVotes votes_of(const std::string& recipe) {
    NetVotes votes;
    votes.recipe = recipe, votes.series = "1.2.3.4";
    votes.findings[0][kLeftForamen] = FindingVote{{{0.1, 0.8, 0.1}, {0.3, 0.6, 0.1}}, {0.25F, 0.75F}};
    return votes;
}

StudyDetails some_details() {
    StudyDetails details;
    details.series["1.2.3.4"].points[0][1] = {0.25, 0.5};
    details.votes = {votes_of("su"), votes_of("fo")};
    SeriesPictures pictures;
    pictures.series = "1.2.3.4", pictures.kind = SeriesKind::sagittal_t1, pictures.first_is = "left";
    pictures.slice.slice = 3, pictures.slice.slices = 5, pictures.slice.png = "png",
    pictures.slice.width = 10;
    pictures.slice.height = 20, pictures.slice.edges = {"A", "P", "H", "F"};
    pictures.slice.crops[0] = CropOutline{Point{0.4, 0.1}, {0.8, 0.1}, {0.8, 0.3}, {0.4, 0.3}};
    pictures.crops.push_back({0, {2, 3}, "sheet", 96, {"A", "P", "H", "F"}});
    details.pictures.push_back(pictures);
    return details;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(patient_page_data_tests)

BOOST_AUTO_TEST_CASE(a_page_s_name_is_safe_and_its_study_s_own) {
    std::set<std::string> paths;
    const std::vector<std::pair<std::string, std::string>> studies = {{"P7", "1.2.3"},
                                                                      {"P7", "1.2.4"},
                                                                      {"../../etc/passwd", "1"},
                                                                      {"P/7", "1.2.3"},
                                                                      {"P\\7", "1.2.3"},
                                                                      {"", ""},
                                                                      {"", "1"},
                                                                      {"\xC3\x84", "1"},
                                                                      {"<b>", "1"},
                                                                      {std::string(300, 'x'), "1"}};
    for (const auto& [patient, study] : studies) {
        const std::string path = patient_page_path(patient, study);
        BOOST_TEST(paths.insert(path).second, path);
        BOOST_TEST(path.starts_with("patients/"));
        BOOST_TEST(path.ends_with(".html"));
        BOOST_TEST(path.size() < 90U);
        BOOST_TEST(
            path.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./") ==
            std::string::npos);
        BOOST_TEST(path.find("..") == std::string::npos);
        BOOST_TEST(path == patient_page_path(patient, study));
    }
    BOOST_TEST(patient_page_path("P7", "1.2.3").starts_with("patients/P7-"));
}

BOOST_AUTO_TEST_CASE(a_page_has_every_finding_with_what_each_net_and_view_says) {
    const Json page = patient_page_data(some_run(), some_study(), some_details());
    BOOST_TEST(page["kind"] == "patient");
    BOOST_TEST(page["program"] == "lumbar 1 (commit abc)");
    BOOST_TEST(page["patient_id"] == "P 7");
    BOOST_TEST(page["warnings"] == Json::array({"a warning"}));
    BOOST_TEST(page["sides_proved"] == true);
    BOOST_TEST(page["nets"][1]["sha256"] == std::string(64, 'b'));
    BOOST_TEST(page["levels"][4] == "L5/S1");
    BOOST_TEST(page["views_deg"] == Json::array({0.0, -15.0}));
    BOOST_TEST(page["conditions"][1] == (Json{{"name", "neural_foraminal_narrowing"}, {"side", "left"}}));
    BOOST_TEST(page["series"][0]["taken_as"] == "sagittal_t1");
    BOOST_REQUIRE(page["findings"].size() == 25U);
    const Json& finding = page["findings"][1];
    BOOST_TEST(finding["condition"] == 1);
    BOOST_TEST(finding["grade"] == 1);
    BOOST_TEST(finding["source"] == "nets");
    BOOST_TEST(finding["agreement"] == 0.75);
    BOOST_TEST(finding["answers"] == 4);
    BOOST_REQUIRE(finding["votes"].size() == 2U);
    BOOST_TEST(finding["votes"][0]["net"] == "fo_fold0");  // the one that decides is first
    BOOST_TEST(finding["votes"][0]["decides"] == true);
    BOOST_TEST(finding["votes"][1]["decides"] == false);
    BOOST_TEST(finding["votes"][0]["crop"] == 0);
    BOOST_TEST(finding["votes"][0]["views"][1][1] == 0.6);
    BOOST_TEST(finding["votes"][0]["attention"] == Json::array({0.25, 0.75}));
    BOOST_TEST(page["findings"][2]["source"] == "prior");
    BOOST_TEST(page["findings"][2]["votes"].empty());
    BOOST_TEST(page["findings"][2]["deviation"].is_null());
}

BOOST_AUTO_TEST_CASE(a_page_has_its_pictures_with_points_boxes_and_sides) {
    const Json page = patient_page_data(some_run(), some_study(), some_details());
    const Json& slice = page["sagittal"][0];
    BOOST_TEST(slice["slice"] == 3);
    BOOST_TEST(slice["png"] == "cG5n");
    BOOST_TEST(slice["points"].size() == 10U);
    BOOST_TEST(slice["points"][1] == Json::array({0.25, 0.5}));
    BOOST_TEST(slice["boxes"].size() == 5U);
    BOOST_TEST(slice["boxes"][0] == Json::array({0.4, 0.1, 0.8, 0.3}));
    BOOST_TEST(slice["boxes"][1].is_null());
    BOOST_TEST(slice["corners"][0][2] == Json::array({0.8, 0.3}));
    BOOST_TEST(slice["edges"]["left"] == "A");
    const Json& crop = page["crops"][0];
    BOOST_TEST(crop["frames"] == Json::array({2, 3}));
    BOOST_TEST(crop["sheet"] == "c2hlZXQ=");
    BOOST_TEST(crop["frame_width"] == 96);
    BOOST_TEST(crop["first_is"] == "left");
}

BOOST_AUTO_TEST_CASE(a_vote_without_its_picture_has_no_crop) {
    StudyDetails details = some_details();
    details.pictures.clear();
    const Json page = patient_page_data(some_run(), some_study(), details);
    BOOST_TEST(page["findings"][1]["votes"][0]["crop"].is_null());
    BOOST_TEST(page["crops"].empty());
}

BOOST_AUTO_TEST_CASE(sides_that_one_series_does_not_prove_are_not_proved) {
    CohortStudy study = some_study();
    study.located["1.2.3.5"].is_left_first = false;
    BOOST_TEST(patient_page_data(some_run(), study, some_details())["sides_proved"] == false);
}

BOOST_AUTO_TEST_CASE(a_row_of_the_index_is_of_a_study_in_grades_json) {
    CohortStudy study = some_study();
    const Json row = cohort_page_row(rows_of(study).json);
    BOOST_TEST(row["patient_id"] == "P 7");
    BOOST_TEST(row["page"] == "patients/P-7.html");
    BOOST_TEST(row["state"] == "partly");
    BOOST_TEST(row["grades"].size() == 25U);
    BOOST_TEST(row["grades"][0] == 1);
    BOOST_TEST(row["probabilities"][0] == Json::array({0.2, 0.7, 0.1}));
    BOOST_TEST(row["certainty"][0] == 0.7);
    BOOST_TEST(row["warnings"] == 1);
    study.page.clear();
    for (auto& level : study.is_graded) level.fill(true);
    BOOST_TEST(cohort_page_row(rows_of(study).json)["page"].is_null());
    BOOST_TEST(cohort_page_row(rows_of(study).json)["state"] == "graded");
    for (auto& level : study.is_graded) level.fill(false);
    BOOST_TEST(cohort_page_row(rows_of(study).json)["state"] == "prior");
    const Json index = cohort_page_data(some_run());
    BOOST_TEST(index["kind"] == "cohort");
    BOOST_TEST(index["studies"].is_array());
}

BOOST_AUTO_TEST_SUITE_END()
