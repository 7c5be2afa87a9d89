#include "cohort_run/merge_options.h"

#include <boost/test/unit_test.hpp>

#include "support/parsed_options.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(merge_options)

BOOST_AUTO_TEST_CASE(merge_takes_folders) {
    const auto options = parsed_options<MergeOptions>(declare, {"a", "b", "--output", "o"});
    BOOST_TEST(options.parts.size() == 2U);
    BOOST_TEST(options.output == "o");
    BOOST_TEST(contains(refusal_of_flags<MergeOptions>(declare, {"--output", "o"}), "--part"));
}

BOOST_AUTO_TEST_SUITE_END()
