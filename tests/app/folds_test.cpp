// `lumbar folds`.
#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "drawn_demo.h"
#include "support/refusal.h"

using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(folds)

BOOST_FIXTURE_TEST_CASE(are_made_once, Demo) {
    const auto there = run_lumbar_in_shell("folds --data " + data + " --folds 2");
    BOOST_TEST(there.code == 2, there.printed);  // synth has made some
    BOOST_TEST(contains(there.printed, "nets may have been trained with its folds"), there.printed);
    std::filesystem::remove(data + "/metadata.csv");
    const auto missing =
        run_lumbar_in_shell("train --plan all --data " + data + " --output " + (folder / "nets").string());
    BOOST_TEST(missing.code == 3, missing.printed);
    BOOST_TEST(contains(missing.printed, "`lumbar folds` makes one"), missing.printed);
    const auto made = run_lumbar_in_shell("folds --data " + data + " --folds 2");
    BOOST_TEST(made.code == 0, made.printed);
    BOOST_TEST(contains(made.printed, "2 studies in "), made.printed);
    BOOST_TEST(std::filesystem::exists(data + "/metadata.csv"));
}

BOOST_AUTO_TEST_SUITE_END()
