#include "base/progress.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

namespace {

ProgressState studies(std::size_t done, double elapsed_s, const std::string& note = "") {
    return {"predict", "studies", done, 12, 0, elapsed_s, note};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(durations_read_like_a_clock) {
    BOOST_TEST(format_duration(0) == "0:00");
    BOOST_TEST(format_duration(75.4) == "1:15");
    BOOST_TEST(format_duration(3700) == "1:01:40");
}

BOOST_AUTO_TEST_CASE(a_plain_line_says_count_share_rate_and_time_left) {
    BOOST_TEST(progress_line(studies(3, 12.3)) == "predict: 3 of 12 studies, 25 %, 4.1 s each, 0:37 left");
    BOOST_TEST(progress_line(studies(6, 2, "loss 0.3")) ==
               "predict: 6 of 12 studies, 50 %, 3.00/s, 0:02 left, loss 0.3");
    BOOST_TEST(progress_line(studies(12, 4)) == "predict: 12 of 12 studies, 100 %, 3.00/s, 0:04 in all");
}

BOOST_AUTO_TEST_CASE(the_rate_is_of_what_was_done_since_the_start) {
    ProgressState resumed = studies(9, 6);
    resumed.first = 6;
    BOOST_TEST(progress_line(resumed) == "predict: 9 of 12 studies, 75 %, 2.0 s each, 0:06 left");
}

BOOST_AUTO_TEST_CASE(on_a_terminal_it_has_a_bar_and_never_wraps) {
    BOOST_TEST(progress_line(studies(6, 2), 100) ==
               "predict: [###############---------------] 6 of 12 studies, 50 %, 3.00/s, 0:02 left");
    for (std::size_t columns = 1; columns < 200; ++columns) {
        BOOST_TEST(progress_line(studies(6, 2, "loss 0.312"), columns).size() < columns);
    }
    BOOST_TEST(progress_line(studies(6, 2, "loss 0.312"), 50) ==
               "predict: 6 of 12 studies, 50 %, 3.00/s, 0:02 left");
}

BOOST_AUTO_TEST_SUITE_END()
