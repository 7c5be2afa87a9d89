// `lumbar grade` on folders without a list, beside `lumbar predict` with one.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "files/csv.h"
#include "files/json.h"
#include "graded_folder.h"
#include "support/files.h"
#include "support/refusal.h"

BOOST_AUTO_TEST_SUITE(grade_folders)

using namespace lumbar::test;
using lumbar::CsvTable;

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
        run_lumbar({"predict", "--data", flat_folder().data(), "--weights", flat_folder().weights(),
                    "--output", (folder / "s.csv").string(), "--tta", "1", "--device", "cpu"});
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
        run_lumbar({"predict", "--data", flat_folder().data(), "--weights", flat_folder().weights(),
                    "--output", (folder / "s.csv").string(), "--tta", "1", "--device", "cpu"});
    BOOST_REQUIRE_MESSAGE(predicted.code == 0, predicted.printed);
    const auto graded =
        run_lumbar({"grade", (folder / "export").string(), "--weights", flat_folder().weights(), "--output",
                    (folder / "out").string(), "--tta", "1", "--device", "cpu"});
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
        run_lumbar({"predict", "--data", (folder / "export").string(), "--weights", flat_folder().weights(),
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
                                     flat_folder().weights(), "--output", (folder / "s.csv").string()});
    BOOST_TEST(refused.code == 3, refused.printed);
    BOOST_TEST(contains(refused.printed, "the list of series is missing"), refused.printed);
}

BOOST_AUTO_TEST_CASE(a_dry_run_says_what_each_series_is_and_loads_no_net) {
    const TemporaryFolder folder;
    const auto dry = run_lumbar({"grade", (flat_folder() / "flat").string(), "--weights", "absent",
                                 "--output", (folder / "out").string(), "--dry-run"});
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
    const auto outcome = run_lumbar({"grade", (folder / "in").string(), "--weights", flat_folder().weights(),
                                     "--output", (folder / "out").string()});
    BOOST_TEST(outcome.code == 3);
    BOOST_TEST(contains(outcome.printed, "no DICOM image"));
}

BOOST_AUTO_TEST_SUITE_END()
