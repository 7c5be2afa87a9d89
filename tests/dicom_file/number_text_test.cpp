#include "dicom_file/number_text.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(number_text)

BOOST_AUTO_TEST_CASE(reads_whole_numbers_whole_or_not_at_all) {
    BOOST_TEST(parse_integer("12").value() == 12);
    BOOST_TEST(parse_integer(" +3 ").value() == 3);
    BOOST_TEST(parse_integer("-4").value() == -4);
    BOOST_TEST(parse_integer("007").value() == 7);
    BOOST_TEST(parse_integer("5.00").value() == 5);
    for (const char* text :
         {"", " ", "0x10", "1.5", "-31,5", "5,0", "1e3", "99999999999", "12a", "+-3", "."}) {
        BOOST_TEST(!parse_integer(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(takes_a_decimal_comma_for_a_point) {
    BOOST_TEST(parse_decimal("-31,5").value() == -31.5);
    BOOST_TEST(parse_decimal("0,5 ").value() == 0.5);
    BOOST_TEST(parse_decimal("1.25e1").value() == 12.5);
    for (const char* text : {"", "nan", "inf", "1e999", "1,234.5", "1,2,3", "12mm", "--"}) {
        BOOST_TEST(!parse_decimal(text).has_value(), text);
    }
}

BOOST_AUTO_TEST_CASE(finds_values_between_backslashes) {
    BOOST_TEST(value_at("a\\ b\\c", 0) == "a");
    BOOST_TEST(value_at("a\\ b\\c", 1) == "b");
    BOOST_TEST(value_at("a\\ b\\c", 3) == "");
}

BOOST_AUTO_TEST_SUITE_END()
