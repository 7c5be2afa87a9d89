#include "prepare/prepare_options.h"

#include <boost/test/unit_test.hpp>

#include "support/parsed_options.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(prepare_options)

BOOST_AUTO_TEST_CASE(every_flag_of_prepare_arrives) {
    const auto plain = parsed_options<PrepareOptions>(declare, {"--data", "d", "--output", "c"});
    BOOST_TEST(plain.locate_size == 256);
    BOOST_TEST(plain.max_series_gb == 2);
    BOOST_TEST(plain.threads >= 1);
    BOOST_TEST(!plain.points.has_value());
    const auto options = parsed_options<PrepareOptions>(
        declare, {"--data", "d", "--output", "c", "--points", "p.csv", "--locate-size", "64", "--threads",
                  "3", "--max-series-gb", "1.5"});
    BOOST_TEST(options.data == "d");
    BOOST_TEST(options.output == "c");
    BOOST_TEST((options.points == std::filesystem::path("p.csv")));
    BOOST_TEST(options.locate_size == 64);
    BOOST_TEST(options.max_series_gb == 1.5);
    BOOST_TEST(options.threads == 3);
    BOOST_TEST(contains(refusal_of_flags<PrepareOptions>(declare, {"--data", "d"}), "--output"));
    BOOST_TEST(contains(
        refusal_of_flags<PrepareOptions>(declare, {"--data", "d", "--output", "c", "--locate-size", "5"}),
        "--locate-size"));
}

BOOST_AUTO_TEST_SUITE_END()
