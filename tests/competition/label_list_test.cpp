#include "competition/label_list.h"

#include <boost/test/unit_test.hpp>

#include "base/error.h"
#include "base/log.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

struct File {
    TemporaryFolder folder;
    LabelList read(const std::string& text) const {
        write_text(folder / "noisy.csv", text);
        return read_label_list(folder / "noisy.csv");
    }
    std::string refusal(const std::string& text) const {
        return refusal_of([&] { read(text); }, ExitCode::data);
    }
};

const std::string kHeader = "study_id,target,level\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(label_list)

BOOST_FIXTURE_TEST_CASE(reads_both_spellings, File) {
    const LabelList list =
        read(kHeader + "7,left_subarticular_stenosis,l4_l5\n7,Left Subarticular Stenosis,L4/L5\n");
    const LabelPlace place{"7", {3, Condition::left_subarticular_stenosis}};
    BOOST_TEST((list == LabelList{place, place}));
}

BOOST_FIXTURE_TEST_CASE(columns_may_stand_in_any_order_among_others, File) {
    const LabelList list = read("level,distance,study_id,target\nl1_l2,0.9,7,spinal_canal_stenosis\n");
    BOOST_TEST((list == LabelList{{"7", {0, Condition::spinal_canal_stenosis}}}));
}

BOOST_FIXTURE_TEST_CASE(names_the_line_that_it_cannot_read, File) {
    const std::string good = kHeader + "7,spinal_canal_stenosis,l1_l2\n";
    const std::string target = refusal(good + "7,spinal_stenosis,l1_l2\n");
    BOOST_TEST(contains(target, "noisy.csv:3: unknown target"));
    BOOST_TEST(contains(target, "found spinal_stenosis"));
    BOOST_TEST(contains(refusal(good + "7,spinal_canal_stenosis,l6_s1\n"), "noisy.csv:3: unknown level"));
    BOOST_TEST(contains(refusal(good + "7,spinal_canal_stenosis,\n"), "noisy.csv:3: unknown level"));
    BOOST_TEST(contains(refusal("study_id,level\n"), "expected target"));
}

BOOST_AUTO_TEST_CASE(reads_what_it_wrote) {
    const TemporaryFolder folder;
    LabelList list;
    for (const Finding& finding : all_findings()) list.push_back({"a,b", finding});
    write_label_list(folder / "noisy.csv", list);
    BOOST_TEST((read_label_list(folder / "noisy.csv") == list));
    write_label_list(folder / "noisy.csv", {{"12", {4, Condition::spinal_canal_stenosis}}});
    BOOST_TEST(read_text_file(folder / "noisy.csv") == kHeader + "12,spinal_canal_stenosis,l5_s1\n");
}

BOOST_AUTO_TEST_CASE(drops_what_is_listed_and_counts_what_was_there) {
    std::map<std::string, StudyLabels> labels;
    labels["7"][2][1] = 2;  // all others are 0, normal or mild
    labels["7"][3][1] = kUnlabelled;
    const auto condition = static_cast<Condition>(1);
    const std::size_t warnings = warning_count();
    BOOST_TEST(drop_labels(labels, {{"7", {2, condition}}, {"7", {3, condition}}, {"7", {2, condition}}}) ==
               1);
    BOOST_TEST(warning_count() == warnings);
    BOOST_TEST(labels["7"][2][1] == kUnlabelled);
    BOOST_TEST(labels["7"][1][1] == 0);
    BOOST_TEST(labels["7"][2][2] == 0);
}

BOOST_AUTO_TEST_CASE(unknown_studies_are_one_warning_and_stay_unknown) {
    std::map<std::string, StudyLabels> labels;
    labels["7"] = {};
    const std::size_t warnings = warning_count();
    const auto spinal = Condition::spinal_canal_stenosis;
    BOOST_TEST(drop_labels(labels, {{"8", {2, spinal}}, {"9", {2, spinal}}, {"7", {0, spinal}}}) == 1);
    BOOST_TEST(warning_count() == warnings + 1);
    BOOST_TEST(labels.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
