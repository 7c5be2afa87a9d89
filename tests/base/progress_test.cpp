#include "base/progress.h"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(durations_read_like_a_clock) {
    BOOST_TEST(lumbar::format_duration(0) == "0:00");
    BOOST_TEST(lumbar::format_duration(75.4) == "1:15");
    BOOST_TEST(lumbar::format_duration(3700) == "1:01:40");
}

BOOST_AUTO_TEST_SUITE_END()
