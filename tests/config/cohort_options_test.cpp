#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "config/options.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::string refusal(const std::vector<std::string>& arguments) {
    return refusal_of([&] { parse_command_line(arguments); }, ExitCode::usage);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cohort_options)

BOOST_AUTO_TEST_CASE(grade_takes_a_part_of_the_studies_and_merge_takes_folders) {
    const auto grade =
        parse_command_line({"grade", "in", "--weights", "w", "--output", "o", "--shard", "3/16"});
    BOOST_TEST(std::get<GradeFoldersOptions>(grade.command).shard.part == 3);
    BOOST_TEST(contains(refusal({"grade", "in", "--weights", "w", "--output", "o", "--shard", "17/16"}),
                        "PART/PARTS"));
    const auto merge = parse_command_line({"merge", "a", "b", "--output", "o"});
    BOOST_TEST(std::get<MergeOptions>(merge.command).parts.size() == 2U);
    BOOST_TEST(contains(refusal({"merge", "--output", "o"}), "--part"));
}

BOOST_AUTO_TEST_CASE(synth_draws_either_layout) {
    const auto plain = parse_command_line({"synth", "--output", "o", "--layout", "plain"});
    BOOST_TEST(std::get<SynthOptions>(plain.command).layout == "plain");
    BOOST_TEST(contains(refusal({"synth", "--output", "o", "--layout", "flat"}), "plain"));
}

BOOST_AUTO_TEST_SUITE_END()
