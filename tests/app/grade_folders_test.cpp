// `lumbar grade` on folders without a list, beside `lumbar predict` with one.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "core/grades.h"
#include "files/csv.h"
#include "files/json.h"
#include "files/text_file.h"
#include "support/drawn_studies.h"
#include "support/files.h"
#include "support/refusal.h"
#include "support/run_lumbar.h"

BOOST_AUTO_TEST_SUITE(grade_folders)

using namespace lumbar::test;
using lumbar::CsvTable;

// Two studies in the competition's layout, the same files in one flat folder without extensions, tiny nets.
struct Drawn : DrawnStudies {
    Drawn() : DrawnStudies(2) {
        std::filesystem::create_directory(*this / "flat");
        int number = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(*this / "data/train_images")) {
            if (!entry.is_regular_file()) continue;
            std::filesystem::copy_file(entry.path(), *this / ("flat/IM" + std::to_string(number++)));
        }
        write_text(*this / "flat/notes", "not DICOM");
    }
};

const Drawn& drawn() {
    static const Drawn once;
    return once;
}

Outcome grade(const std::filesystem::path& output, const std::string& weights = drawn().weights()) {
    return run_lumbar({"grade", (drawn() / "flat").string(), "--weights", weights, "--output",
                       output.string(), "--tta", "1", "--device", "cpu", "--threads", "2"});
}

// The severe probability of each finding, keyed as in a submission but for the study: of both studies.
std::map<std::string, std::multiset<double>> findings_of_grades(const CsvTable& table) {
    std::map<std::string, std::multiset<double>> findings;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const std::string& side = table.at(row, table.column("side"));
        findings[(side.empty() ? "" : side + "_") + table.at(row, table.column("condition")) + "_" +
                 table.at(row, table.column("level"))]
            .insert(std::stod(table.at(row, table.column("severe"))));
    }
    return findings;
}

std::map<std::string, std::multiset<double>> findings_of_submission(const CsvTable& table) {
    std::map<std::string, std::multiset<double>> findings;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const std::string& id = table.at(row, table.column("row_id"));
        findings[id.substr(id.find('_') + 1)].insert(std::stod(table.at(row, table.column("severe"))));
    }
    return findings;
}

BOOST_AUTO_TEST_CASE(a_flat_folder_gives_the_probabilities_of_the_listed_studies) {
    const TemporaryFolder folder;
    const auto predicted =
        run_lumbar({"predict", "--data", drawn().data(), "--weights", drawn().weights(), "--output",
                    (folder / "s.csv").string(), "--tta", "1", "--device", "cpu"});
    BOOST_REQUIRE_MESSAGE(predicted.code == 0, predicted.printed);
    const auto graded = grade(folder / "out");
    BOOST_REQUIRE_MESSAGE(graded.code == 0, graded.printed);
    BOOST_TEST(contains(graded.printed, "50 findings"));
    const CsvTable table = lumbar::read_csv(folder / "out/grades.csv");
    BOOST_TEST(table.size() == 50U);
    const auto graded_findings = findings_of_grades(table);
    for (const auto& [name, listed] : findings_of_submission(lumbar::read_csv(folder / "s.csv"))) {
        BOOST_TEST_CONTEXT(name) {
            const auto& found = graded_findings.at(name);
            BOOST_TEST_REQUIRE(found.size() == listed.size());
            // A submission's rows are rounded to sum to 1.
            BOOST_TEST(std::equal(found.begin(), found.end(), listed.begin(),
                                  [](double a, double b) { return std::abs(a - b) < 2e-6; }));
        }
    }
    BOOST_TEST(std::filesystem::exists(folder / "out/grades.json"));
}

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
    const auto without =
        run_lumbar({"grade", (drawn() / "flat").string(), "--weights", drawn().weights(), "--output",
                    (folder / "without").string(), "--tta", "1", "--device", "cpu", "--no-report"});
    BOOST_REQUIRE_MESSAGE(without.code == 0, without.printed);
    BOOST_TEST(!std::filesystem::exists(folder / "without/index.html"));
    BOOST_TEST(!std::filesystem::exists(folder / "without/patients"));
    BOOST_TEST(lumbar::read_text_file(folder / "with/grades.csv") ==
               lumbar::read_text_file(folder / "without/grades.csv"));
}

// By row_id: the probability of a severe grade.
std::map<std::string, double> severe_of_submission(const std::filesystem::path& path) {
    const CsvTable table = lumbar::read_csv(path);
    std::map<std::string, double> severe;
    for (std::size_t row = 0; row < table.size(); ++row) {
        severe[table.at(row, table.column("row_id"))] = table.number(row, table.column("severe"));
    }
    return severe;
}

std::map<std::string, double> severe_of_grades(const std::filesystem::path& path) {
    std::map<std::string, double> severe;
    const lumbar::Json root = lumbar::read_json(path);
    for (const auto& study : root.at("studies")) {
        for (const auto& finding : study.at("findings")) {
            const auto side = finding.at("side").get<std::string>();
            const std::string row =
                study.at("patient_id").get<std::string>() + "_" + (side.empty() ? "" : side + "_") +
                finding.at("condition").get<std::string>() + "_" + finding.at("level").get<std::string>();
            severe[row] = finding.at("probabilities").at(2).get<double>();
        }
    }
    return severe;
}

BOOST_AUTO_TEST_CASE(an_export_without_a_list_gives_what_predict_gives_with_one) {
    const TemporaryFolder folder;
    const auto drawn_again = run_lumbar({"synth", "--output", (folder / "export").string(), "--studies", "2",
                                         "--seed", "3", "--image-size", "96", "--layout", "plain"});
    BOOST_REQUIRE_MESSAGE(drawn_again.code == 0, drawn_again.printed);
    const auto predicted =
        run_lumbar({"predict", "--data", drawn().data(), "--weights", drawn().weights(), "--output",
                    (folder / "s.csv").string(), "--tta", "1", "--device", "cpu"});
    BOOST_REQUIRE_MESSAGE(predicted.code == 0, predicted.printed);
    const auto graded = run_lumbar({"grade", (folder / "export").string(), "--weights", drawn().weights(),
                                    "--output", (folder / "out").string(), "--tta", "1", "--device", "cpu"});
    BOOST_REQUIRE_MESSAGE(graded.code == 0, graded.printed);
    BOOST_TEST(contains(graded.printed, "1 files passed over"), graded.printed);
    const auto listed = severe_of_submission(folder / "s.csv");
    const auto found = severe_of_grades(folder / "out/grades.json");
    BOOST_TEST_REQUIRE(found.size() == listed.size());
    for (const auto& [row, severe] : listed) {
        BOOST_TEST_CONTEXT(row) {
            BOOST_TEST(std::abs(found.at(row) - severe) <= 1.001e-6);
        }
    }
    const CsvTable series = lumbar::read_csv(folder / "out/series.csv");
    BOOST_TEST(series.size() == 12U);
    std::multiset<std::string> reasons;
    for (std::size_t row = 0; row < series.size(); ++row)
        reasons.insert(series.at(row, series.column("reason")));
    BOOST_TEST(reasons.count("a localizer, by its image type") == 2U);
    BOOST_TEST(reasons.count("derived: ADC") == 2U);
    BOOST_TEST(reasons.count("a secondary capture") == 2U);
    // Five discs' directions may be told as several planes.
    BOOST_TEST(reasons.count("axial") + reasons.count("a localizer: several planes") == 2U);

    const auto unlisted =
        run_lumbar({"predict", "--data", (folder / "export").string(), "--weights", drawn().weights(),
                    "--output", (folder / "unlisted.csv").string(), "--tta", "1", "--device", "cpu"});
    BOOST_REQUIRE_MESSAGE(unlisted.code == 0, unlisted.printed);
    const auto by_uid = severe_of_submission(folder / "unlisted.csv");
    BOOST_TEST_REQUIRE(by_uid.size() == listed.size());
    for (const auto& [row, severe] : by_uid) {
        // The synthetic UIDs end with the competition's ids.
        BOOST_TEST(listed.at(row.substr(row.rfind('.') + 1)) == severe);
    }
}

BOOST_AUTO_TEST_CASE(predict_asks_for_the_list_that_the_competition_s_layout_lacks) {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "data/train_images");
    const auto refused = run_lumbar({"predict", "--data", (folder / "data").string(), "--weights",
                                     drawn().weights(), "--output", (folder / "s.csv").string()});
    BOOST_TEST(refused.code == 3, refused.printed);
    BOOST_TEST(contains(refused.printed, "the list of series is missing"), refused.printed);
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
    std::filesystem::copy(drawn().weights(), weights);
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
        run_lumbar({"grade", (drawn() / "flat").string(), "--weights", drawn().weights(), "--output",
                    (folder / "with").string(), "--tta", "1", "--device", "cpu", "--dicom"});
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

BOOST_AUTO_TEST_CASE(a_dry_run_says_what_each_series_is_and_loads_no_net) {
    const TemporaryFolder folder;
    const auto dry = run_lumbar({"grade", (drawn() / "flat").string(), "--weights", "absent", "--output",
                                 (folder / "out").string(), "--dry-run"});
    BOOST_REQUIRE_MESSAGE(dry.code == 0, dry.printed);
    const CsvTable table = lumbar::read_csv(folder / "out/series.csv");
    BOOST_TEST(table.size() == 6U);
    std::multiset<std::string> taken;
    for (std::size_t row = 0; row < table.size(); ++row)
        taken.insert(table.at(row, table.column("taken_as")));
    BOOST_TEST((taken == std::multiset<std::string>{"", "", "T1", "T1", "T2", "T2"}));
    BOOST_TEST(!std::filesystem::exists(folder / "out/grades.csv"));
}

BOOST_AUTO_TEST_CASE(a_folder_without_a_sagittal_series_ends_with_exit_code_3_and_the_reasons) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "in");
    const auto outcome = run_lumbar({"grade", (folder / "in").string(), "--weights", drawn().weights(),
                                     "--output", (folder / "out").string()});
    BOOST_TEST(outcome.code == 3);
    BOOST_TEST(contains(outcome.printed, "no DICOM image"));
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
