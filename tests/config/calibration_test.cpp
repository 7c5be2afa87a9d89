#include "config/calibration.h"

#include <boost/test/unit_test.hpp>

#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(calibration)

BOOST_AUTO_TEST_CASE(is_read_back_as_it_was_written) {
    const TemporaryFolder folder;
    BOOST_TEST(!read_calibration(folder.path()).has_value());
    const Calibration written{{0.8, 1.25, 1}, {"net_a", "net_b"}};
    write_calibration(folder.path(), written);
    BOOST_TEST((read_calibration(folder.path()) == written));
}

BOOST_AUTO_TEST_CASE(that_is_wrong_is_refused_by_key) {
    const TemporaryFolder folder;
    const auto refusal = [&](const std::string& text) {
        write_text(folder / kCalibrationName, text);
        return refusal_of([&] { read_calibration(folder.path()); }, ExitCode::weights);
    };
    BOOST_TEST(contains(refusal(R"({"nets": []})"), "\"temperature\" is missing"));
    BOOST_TEST(
        contains(refusal(R"({"temperature": {"spinal": 0, "foraminal": 1, "subarticular": 1}, "nets": []})"),
                 "\"spinal\", expected a number, 0.05 to 20, found 0"));
    BOOST_TEST(contains(refusal(R"({"temperatures": {}})"), "did you mean temperature?"));
}

BOOST_AUTO_TEST_CASE(keeps_the_sum_and_the_order_and_changes_nothing_at_1) {
    const Probabilities p = {0.7, 0.2, 0.1};
    const Probabilities even = with_temperature(p, 3);
    BOOST_TEST(even[0] + even[1] + even[2] == 1, boost::test_tools::tolerance(1e-12));
    BOOST_TEST((even[0] > even[1] && even[1] > even[2]));
    BOOST_TEST(even[0] < p[0]);
    const Probabilities same = with_temperature(p, 1);
    for (std::size_t i = 0; i < kClasses; ++i)
        BOOST_TEST(same[i] == p[i], boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()
