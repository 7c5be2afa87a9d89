#include "competition/soft_labels.h"

#include <boost/test/unit_test.hpp>

#include "base/error.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

constexpr auto kSpinal = index(Condition::spinal_canal_stenosis);
constexpr auto kRightRecess = index(Condition::right_subarticular_stenosis);

struct File {
    TemporaryFolder folder;
    std::map<std::string, SoftLabels> read(const std::string& rows) const {
        write_text(folder / "p.csv", "row_id,normal_mild,moderate,severe\n" + rows);
        return read_pseudo_labels(folder / "p.csv");
    }
    std::string refusal(const std::string& rows) const {
        return refusal_of([&] { read(rows); }, ExitCode::data);
    }
};

std::size_t count_of(const SoftLabels& labels) {
    std::size_t count = 0;
    for (const auto& level : labels) {
        for (const auto& label : level) count += label.has_value();
    }
    return count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(soft_labels)

BOOST_AUTO_TEST_CASE(a_label_is_certain_and_a_blank_stays_empty) {
    StudyLabels labels{};
    for (auto& level : labels) level.fill(kUnlabelled);
    labels[0][kSpinal] = 2;
    labels[4][kRightRecess] = 0;
    const SoftLabels soft = one_hot(labels);
    BOOST_TEST(count_of(soft) == 2U);
    BOOST_TEST((soft[0][kSpinal] == Probabilities{0, 0, 1}));
    BOOST_TEST((soft[4][kRightRecess] == Probabilities{1, 0, 0}));
}

BOOST_FIXTURE_TEST_CASE(rows_find_their_study_level_and_condition, File) {
    const auto studies = read(
        "7_spinal_canal_stenosis_l1_l2,0.5,0.25,0.25\n"
        "7_right_subarticular_stenosis_l5_s1,0,1,0\n"
        "a_b_left_neural_foraminal_narrowing_l2_l3,1,0,0\n");
    BOOST_TEST(studies.size() == 2U);
    BOOST_TEST(count_of(studies.at("7")) == 2U);
    BOOST_TEST((studies.at("7")[0][kSpinal] == Probabilities{0.5, 0.25, 0.25}));
    BOOST_TEST((studies.at("7")[4][kRightRecess] == Probabilities{0, 1, 0}));
    BOOST_TEST(studies.at("a_b")[1][1].has_value());
}

BOOST_FIXTURE_TEST_CASE(refuses_rows_that_name_no_finding, File) {
    for (const char* row : {"7", "7_spinal_canal_stenosis", "7_l1_l2", "7_spinal_canal_stenosis_l6_s1",
                            "_spinal_canal_stenosis_l1_l2", "7spinal_canal_stenosis_l1_l2"}) {
        const std::string text = refusal(std::string(row) + ",1,0,0\n");
        BOOST_TEST(contains(text, "a row names no finding"));
        BOOST_TEST(contains(text, "p.csv"));
        BOOST_TEST(contains(text, row));
    }
}

BOOST_FIXTURE_TEST_CASE(refuses_what_is_no_probability, File) {
    const std::string text = refusal("7_spinal_canal_stenosis_l1_l2,0.5,0.5,0.5\n");
    BOOST_TEST(contains(text, "p.csv: 7_spinal_canal_stenosis_l1_l2"), text);
    BOOST_TEST(contains(refusal("7_spinal_canal_stenosis_l1_l2,-0.5,0.5,1\n"), "p.csv:2"));
}

BOOST_AUTO_TEST_SUITE_END()
