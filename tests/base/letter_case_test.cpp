#include "base/letter_case.h"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(letter_case)

BOOST_AUTO_TEST_CASE(changes_ascii_letters_alone) {
    BOOST_TEST(lumbar::to_lower("AZ[az] \xC4 9") == "az[az] \xC4 9");
    BOOST_TEST(lumbar::to_upper("AZ[az] \xE4 9") == "AZ[AZ] \xE4 9");
}

BOOST_AUTO_TEST_SUITE_END()
