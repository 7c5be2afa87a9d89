#include "config/net_work.h"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(net_work)

using namespace lumbar;

// docs/pipeline.md, "Work and size": HGNetV2-B5 takes 1.21, 2.14 and 8.53 GMAC.
BOOST_AUTO_TEST_CASE(a_b5_backbone_takes_what_the_solution_counted) {
    const HgNetV2Config b5 = hgnetv2_config("hgnetv2_b5");
    BOOST_TEST(static_cast<double>(backbone_macs(b5, 96)) / 1e9 == 1.21, boost::test_tools::tolerance(0.01));
    BOOST_TEST(static_cast<double>(backbone_macs(b5, 128)) / 1e9 == 2.14, boost::test_tools::tolerance(0.01));
    BOOST_TEST(static_cast<double>(backbone_macs(b5, 256)) / 1e9 == 8.53, boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(an_lstm_head_of_b5_takes_29_million_a_frame) {
    const HgNetV2Config b5 = hgnetv2_config("hgnetv2_b5");
    const double one = static_cast<double>(head_macs(b5, true, {6}, 24)) / 24;
    BOOST_TEST(one / 1e6 == 29.4, boost::test_tools::tolerance(0.01));
    BOOST_TEST(head_macs(b5, true, {6, 6, 3}, 24) > 2.9 * 24 * one);
}

BOOST_AUTO_TEST_SUITE_END()
