#include "base/excerpt.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(excerpts)

BOOST_AUTO_TEST_CASE(a_short_text_is_quoted_whole_and_a_long_one_cut_between_characters) {
    BOOST_TEST(excerpt("short") == "short");
    BOOST_TEST(excerpt(std::string(80, 'x')) == std::string(80, 'x'));
    BOOST_TEST(excerpt(std::string(81, 'x')) == std::string(80, 'x') + "...");
    BOOST_TEST(excerpt(std::string(79, 'x') + "\u00e9" + "x") == std::string(79, 'x') + "...");
}

BOOST_AUTO_TEST_SUITE_END()
