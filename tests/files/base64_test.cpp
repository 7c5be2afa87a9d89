#include "files/base64.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(base64)

BOOST_AUTO_TEST_CASE(equals_the_examples_of_rfc_4648) {
    BOOST_TEST(base64_of("") == "");
    BOOST_TEST(base64_of("f") == "Zg==");
    BOOST_TEST(base64_of("fo") == "Zm8=");
    BOOST_TEST(base64_of("foo") == "Zm9v");
    BOOST_TEST(base64_of("foob") == "Zm9vYg==");
    BOOST_TEST(base64_of("fooba") == "Zm9vYmE=");
    BOOST_TEST(base64_of("foobar") == "Zm9vYmFy");
}

BOOST_AUTO_TEST_CASE(bytes_of_any_value_count) {
    BOOST_TEST(base64_of(std::string_view("\xff\xff\xfe\x00", 4)) == "///+AA==");
}

BOOST_AUTO_TEST_SUITE_END()
