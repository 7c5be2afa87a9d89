// What `lumbar grade` writes: pages, calibrated grades, DICOM files; and what `lumbar evaluate` makes of
// them.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <set>
#include <string>

#include "core/findings.h"
#include "files/csv.h"
#include "files/json.h"
#include "files/text_file.h"
#include "graded_folder.h"
#include "support/files.h"
#include "support/refusal.h"

BOOST_AUTO_TEST_SUITE(grade_outputs)

using namespace lumbar::test;
using lumbar::CsvTable;

// What stands inside a page for its script.
lumbar::Json data_of(const std::filesystem::path& page) {
    const std::string text = lumbar::read_text_file(page);
    const std::string begin = "id=\"data\">";
    const std::size_t from = text.find(begin) + begin.size();
    return lumbar::Json::parse(text.substr(from, text.find("</script>", from) - from));
}

void check_patient_page(const std::filesystem::path& page) {
    BOOST_TEST(std::filesystem::file_size(page) < 3'000'000U);
    const lumbar::Json data = data_of(page);
    BOOST_TEST(data["kind"] == "patient");
    BOOST_TEST(data["sides_proved"] == true);
    BOOST_TEST(data["warnings"].empty());
    BOOST_TEST(data["series"].size() == 3U);
    BOOST_TEST(data["sagittal"].size() == 2U);
    BOOST_TEST(data["crops"].size() == 10U);
    BOOST_TEST(data["crops"][0]["edges"]["left"] == "A");
    BOOST_TEST(data["crops"][0]["first_is"] == "left");
    BOOST_TEST(data["nets"].size() == 6U);
    BOOST_TEST(data["nets"][0]["sha256"].get<std::string>().size() == 64U);
    for (const auto& finding : data["findings"]) {
        BOOST_TEST(finding["source"] == "nets");
        for (const auto& vote : finding["votes"]) {
            const auto& crop = data["crops"][vote["crop"].get<std::size_t>()];
            BOOST_TEST(crop["level"] == finding["level"]);
            BOOST_TEST(vote["attention"].size() == crop["frames"].size());
            double sum = 0;
            for (const double share : vote["attention"]) sum += share;
            BOOST_TEST(std::abs(sum - 1) < 1e-3);
        }
    }
}

BOOST_AUTO_TEST_CASE(every_patient_has_a_page_and_the_index_leads_to_it) {
    const TemporaryFolder folder;
    const auto graded = grade(folder / "out");
    BOOST_REQUIRE_MESSAGE(graded.code == 0, graded.printed);
    BOOST_TEST(contains(graded.printed, (folder / "out/index.html").string()));
    const lumbar::Json index = data_of(folder / "out/index.html");
    BOOST_TEST(index["kind"] == "cohort");
    BOOST_REQUIRE(index["studies"].size() == 2U);
    for (const auto& study : index["studies"]) {
        BOOST_TEST(study["state"] == "graded");
        check_patient_page(folder / "out" / study["page"].get<std::string>());
    }
    const auto pages = std::filesystem::directory_iterator(folder / "out/patients");
    BOOST_TEST(std::distance(begin(pages), end(pages)) == 2);
}

BOOST_AUTO_TEST_CASE(without_a_report_there_is_no_page_and_the_grades_are_the_same) {
    const TemporaryFolder folder;
    BOOST_REQUIRE(grade(folder / "with").code == 0);
    const auto without = run_lumbar({"grade", (flat_folder() / "flat").string(), "--weights",
                                     flat_folder().weights(), "--output", (folder / "without").string(),
                                     "--tta", "1", "--device", "cpu", "--no-report"});
    BOOST_REQUIRE_MESSAGE(without.code == 0, without.printed);
    BOOST_TEST(!std::filesystem::exists(folder / "without/index.html"));
    BOOST_TEST(!std::filesystem::exists(folder / "without/patients"));
    BOOST_TEST(lumbar::read_text_file(folder / "with/grades.csv") ==
               lumbar::read_text_file(folder / "without/grades.csv"));
}

// Predictions that are right in two thirds of the cases, and say 0.8.
BOOST_AUTO_TEST_CASE(calibrated_nets_grade_with_their_temperature) {
    const TemporaryFolder folder;
    std::string labels = "study_id", grades, oof = "row_id,normal_mild,moderate,severe\n",
                folds = "study_id,fold\n";
    for (const auto condition : lumbar::kConditionNames) {
        for (const auto level : lumbar::kLevelNames) {
            labels.append(",").append(condition).append("_").append(level);
            grades += level == lumbar::kLevelNames[0] ? ",Moderate" : ",Normal/Mild";
        }
    }
    for (int study = 1; study <= 4; ++study) {
        const std::string id = std::to_string(study);
        labels += "\n" + id + grades;
        folds += id + "," + std::to_string(study % 2) + "\n";
        for (const auto condition : lumbar::kConditionNames) {
            for (const auto level : lumbar::kLevelNames)
                oof += id + "_" + std::string(condition) + "_" + std::string(level) + ",0.8,0.2,0\n";
        }
    }
    write_text(folder / "train.csv", labels + "\n");
    write_text(folder / "metadata.csv", folds);
    write_text(folder / "oof.csv", oof);
    const auto weights = (folder / "weights").string();
    std::filesystem::copy(flat_folder().weights(), weights);
    const auto fitted = run_lumbar({"calibrate", "--data", folder.path().string(), "--oof",
                                    (folder / "oof.csv").string(), "--weights", weights});
    BOOST_REQUIRE_MESSAGE(fitted.code == 0, fitted.printed);
    BOOST_TEST(contains(fitted.printed, "2.0000"), fitted.printed);

    BOOST_REQUIRE(grade(folder / "plain").code == 0);
    BOOST_REQUIRE(grade(folder / "calibrated", weights).code == 0);
    const CsvTable plain = lumbar::read_csv(folder / "plain/grades.csv");
    const CsvTable calibrated = lumbar::read_csv(folder / "calibrated/grades.csv");
    const auto column = plain.column("severe"), other = plain.column("moderate"),
               flag = plain.column("calibrated");
    for (std::size_t row = 0; row < plain.size(); ++row) {
        BOOST_TEST(plain.at(row, flag) == "no");
        BOOST_TEST(calibrated.at(row, flag) == "yes");
        // Of p^(1/2) the ratios are square roots.
        BOOST_TEST(calibrated.number(row, column) / calibrated.number(row, other) ==
                       std::sqrt(plain.number(row, column) / plain.number(row, other)),
                   boost::test_tools::tolerance(1e-4));
    }

    std::filesystem::remove(std::filesystem::path(weights) / "cfg_stage2_s2_sp1_fold0_untrained.json");
    const auto with_fewer = grade(folder / "fewer", weights);
    BOOST_TEST(contains(with_fewer.printed, "was fitted for other nets"), with_fewer.printed);
    const CsvTable fewer = lumbar::read_csv(folder / "fewer/grades.csv");
    BOOST_TEST(fewer.at(0, fewer.column("calibrated")) == "no");
}

// dicom_out's tests and the tools of others look into the files.
BOOST_AUTO_TEST_CASE(dicom_files_are_written_for_each_study_only_if_they_are_asked_for) {
    const TemporaryFolder folder;
    BOOST_REQUIRE(grade(folder / "without").code == 0);
    BOOST_TEST(!std::filesystem::exists(folder / "without/dicom"));
    const auto graded =
        run_lumbar({"grade", (flat_folder() / "flat").string(), "--weights", flat_folder().weights(),
                    "--output", (folder / "with").string(), "--tta", "1", "--device", "cpu", "--dicom"});
    BOOST_REQUIRE_MESSAGE(graded.code == 0, graded.printed);
    std::multiset<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / "with/dicom")) {
        if (entry.is_regular_file()) names.insert(entry.path().filename().string());
    }
    const std::multiset<std::string> expected{"annotated_t1.dcm", "annotated_t1.dcm", "annotated_t2.dcm",
                                              "annotated_t2.dcm", "report.dcm",       "report.dcm"};
    BOOST_TEST((names == expected));
    BOOST_TEST(lumbar::read_csv(folder / "with/grades.csv").size() == 50U);
}

// Labels of the studies of a grades.csv, by their UIDs: all normal.
std::string labels_of(const CsvTable& grades) {
    std::set<std::string> studies;
    for (std::size_t row = 0; row < grades.size(); ++row) {
        studies.insert(grades.at(row, grades.column("study_uid")));
    }
    std::string text = "study_id";
    for (const auto condition : lumbar::kConditionNames) {
        for (const auto level : lumbar::kLevelNames) {
            text += "," + std::string(condition) + "_" + std::string(level);
        }
    }
    for (const std::string& study : studies) {
        text += "\n" + study;
        for (int i = 0; i < lumbar::kLevels * lumbar::kConditions; ++i) text += ",Normal/Mild";
    }
    return text + "\n";
}

BOOST_AUTO_TEST_CASE(a_graded_folder_is_evaluated_and_its_worst_cases_lead_to_their_pages) {
    const TemporaryFolder folder;
    BOOST_REQUIRE(grade(folder / "out").code == 0);
    const auto grades = folder / "out/grades.csv", json = folder / "evaluation.json";
    write_text(folder / "labels.csv", labels_of(lumbar::read_csv(grades)));
    const auto evaluated = run_lumbar({"evaluate", "--labels", (folder / "labels.csv").string(),
                                       "--predictions", grades.string(), "--pages", (folder / "out").string(),
                                       "--json", json.string(), "--resamples", "5"});
    BOOST_REQUIRE_MESSAGE(evaluated.code == 0, evaluated.printed);
    const auto worst = lumbar::read_json(json).at("worst");
    BOOST_TEST(worst.size() == 2U);
    for (const auto& one : worst) {
        BOOST_TEST(std::filesystem::exists(folder / one.at("page").get<std::string>()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
