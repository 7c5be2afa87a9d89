#include "files/crc32.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(crc32)

BOOST_AUTO_TEST_CASE(equals_the_standards_check_value) {
    BOOST_TEST(crc32_of("123456789") == 0xCBF43926U);  // of every list of CRC-32 parameters
    BOOST_TEST(crc32_of("") == 0U);
}

BOOST_AUTO_TEST_CASE(goes_on_where_the_bytes_before_ended) {
    BOOST_TEST(crc32_of("456789", 6, crc32_of("123")) == crc32_of("123456789"));
    BOOST_TEST(crc32_of("", 0, crc32_of("123")) == crc32_of("123"));
}

BOOST_AUTO_TEST_SUITE_END()
