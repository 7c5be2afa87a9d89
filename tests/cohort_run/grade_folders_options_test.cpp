#include "cohort_run/grade_folders_options.h"

#include <boost/test/unit_test.hpp>

#include "support/parsed_options.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::vector<std::string> with(const std::vector<std::string>& more) {
    return joined({"in", "--weights", "w", "--output", "o"}, more);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(grade_folders_options)

BOOST_AUTO_TEST_CASE(every_flag_of_grade_arrives) {
    const auto options = parsed_options<GradeFoldersOptions>(
        declare, with({"in 2", "--series", "1.2=t1", "--series", "1.3=t2", "--dry-run", "--no-report",
                       "--dicom", "--tta", "3"}));
    BOOST_TEST((options.paths == std::vector<std::filesystem::path>{"in", "in 2"}));
    BOOST_TEST(options.weights == "w");
    BOOST_TEST(options.output == "o");
    BOOST_TEST((options.series == std::vector<std::string>{"1.2=t1", "1.3=t2"}));
    BOOST_TEST(options.dry_run);
    BOOST_TEST(options.no_report);
    BOOST_TEST(options.dicom);
    BOOST_TEST(options.tta == 3);
}

BOOST_AUTO_TEST_CASE(grade_takes_a_part_of_the_studies) {
    const auto options = parsed_options<GradeFoldersOptions>(declare, with({"--shard", "3/16"}));
    BOOST_TEST(options.shard.part == 3);
    BOOST_TEST(options.shard.parts == 16);
    BOOST_TEST(parsed_options<GradeFoldersOptions>(declare, with({})).shard.parts == 1);
    BOOST_TEST(
        contains(refusal_of_flags<GradeFoldersOptions>(declare, with({"--shard", "17/16"})), "PART/PARTS"));
}

BOOST_AUTO_TEST_CASE(an_empty_path_is_refused) {
    BOOST_TEST(contains(refusal_of_flags<GradeFoldersOptions>(declare, with({""})), "--path"));
}

BOOST_AUTO_TEST_SUITE_END()
