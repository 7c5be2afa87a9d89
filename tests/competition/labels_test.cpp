#include "competition/labels.h"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "support/files.h"

using namespace lumbar;

namespace {

// train.csv with one study a value: the value in its first column, the rest blank.
std::string train_csv(const std::vector<std::pair<std::string, std::string>>& rows) {
    std::string text = "study_id";
    for (const auto condition : kConditionNames) {
        for (const auto level : kLevelNames) text += "," + std::string(condition) + "_" + std::string(level);
    }
    text += "\n";
    for (const auto& [study, value] : rows) text += study + "," + value + std::string(24, ',') + "\n";
    return text;
}

struct File {
    test::TemporaryFolder folder;
    std::map<std::string, StudyLabels> read(const std::string& text) const {
        write_file_atomically(folder / "train.csv", text);
        return read_labels(folder / "train.csv");
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(labels)

BOOST_FIXTURE_TEST_CASE(reads_the_three_grades_and_blanks, File) {
    const auto studies =
        read(train_csv({{"1", "Normal/Mild"}, {"2", "Moderate"}, {"3", "Severe"}, {"4", ""}}));
    BOOST_TEST(studies.at("1")[0][0] == 0);
    BOOST_TEST(studies.at("2")[0][0] == 1);
    BOOST_TEST(studies.at("3")[0][0] == 2);
    BOOST_TEST(studies.at("4")[0][0] == kUnlabelled);
    BOOST_TEST(studies.at("1")[4][4] == kUnlabelled);
}

BOOST_FIXTURE_TEST_CASE(refuses_unknown_grades_missing_columns_and_studies_listed_twice, File) {
    BOOST_CHECK_THROW(read(train_csv({{"1", "Mild"}})), Error);
    BOOST_CHECK_THROW(read("study_id,severity\n1,Severe\n"), Error);
    BOOST_CHECK_THROW(read(train_csv({{"1", "Severe"}, {"1", "Severe"}})), Error);
}

BOOST_AUTO_TEST_SUITE_END()
