#include "report/table.h"

#include <boost/test/unit_test.hpp>

#include "base/error.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(table)

BOOST_AUTO_TEST_CASE(numbers_end_and_texts_begin_at_the_same_place) {
    BOOST_TEST(table_text({"finding", "loss", "share"},
                          {{"spinal", "0.4", "7 %"}, {"any", "12.5", "100 %"}, {"left", "nan", "-"}}) ==
               "finding  loss  share\n"
               "--------------------\n"
               "spinal    0.4    7 %\n"
               "any      12.5  100 %\n"
               "left      nan      -\n");
}

BOOST_AUTO_TEST_CASE(a_single_word_makes_a_column_one_of_texts) {
    BOOST_TEST(table_text({"a", "value"}, {{"x", "1"}, {"y", "+1e-4"}}) ==
               "a  value\n--------\nx      1\ny  +1e-4\n");
    BOOST_TEST(table_text({"a", "value"}, {{"x", "1"}, {"y", "none"}}) ==
               "a  value\n--------\nx  1\ny  none\n");
}

BOOST_AUTO_TEST_CASE(letters_of_two_bytes_are_one_wide) {
    BOOST_TEST(table_text({"é", "b"}, {{"üü", "1"}}) == "é   b\n-----\nüü  1\n");
}

BOOST_AUTO_TEST_CASE(a_table_without_rows_is_its_header) {
    BOOST_TEST(table_text({"a", "bc"}, {}) == "a  bc\n-----\n");
}

BOOST_AUTO_TEST_CASE(refuses_rows_of_another_length) {
    BOOST_TEST(contains(refusal_of(
                            [] {
                                table_text({"a", "b"}, {{"1"}});
                            },
                            ExitCode::internal),
                        "expected 2, found 1"));
}

BOOST_AUTO_TEST_SUITE_END()
