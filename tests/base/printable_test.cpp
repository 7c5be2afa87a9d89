#include "base/printable.h"

#include <boost/test/unit_test.hpp>

#include "support/logged.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(printable_text)

BOOST_AUTO_TEST_CASE(shows_control_characters_as_numbers) {
    BOOST_TEST(printable("T2 \x1B[31msag\r\x7F") == "T2 \\x1B[31msag\\x0D\\x7F");
    BOOST_TEST(printable("\xC2\x9B"
                         "31m") == "\\x9B31m");
}

BOOST_AUTO_TEST_CASE(leaves_other_text_as_it_is) {
    BOOST_TEST(printable("Wirbels\xC3\xA4ule\n\tT2") == "Wirbels\xC3\xA4ule\n\tT2");
}

BOOST_AUTO_TEST_CASE(keeps_escapes_out_of_the_log) {
    const std::string log = logged_by([] { log_warning("\x1B]0;title\x07.dcm"); });
    BOOST_TEST(log.find("\\x1B]0;title\\x07.dcm") != std::string::npos, log);
}

BOOST_AUTO_TEST_CASE(is_quoted_whole_if_short_and_cut_between_characters_if_long) {
    BOOST_TEST(excerpt("short") == "short");
    BOOST_TEST(excerpt(std::string(80, 'x')) == std::string(80, 'x'));
    BOOST_TEST(excerpt(std::string(81, 'x')) == std::string(80, 'x') + "...");
    BOOST_TEST(excerpt(std::string(79, 'x') + "\u00e9" + "x") == std::string(79, 'x') + "...");
}

BOOST_AUTO_TEST_CASE(of_a_message_is_its_first_line) {
    BOOST_TEST(first_line("no memory\nframe #0") == "no memory");
    BOOST_TEST(first_line("no memory") == "no memory");
}

BOOST_AUTO_TEST_SUITE_END()
