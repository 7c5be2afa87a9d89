#include "base/csv.h"

#include <boost/test/unit_test.hpp>
#include <functional>

#include "base/error.h"
#include "support/files.h"

using namespace lumbar;

namespace {

std::string message_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& e) {
        return e.what();
    }
    return "";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_AUTO_TEST_CASE(reads_columns_and_rows) {
    const CsvTable table("study,value\n7,a\n8,\n", "t.csv");
    BOOST_TEST(table.size() == 2U);
    BOOST_TEST(table.at(1, table.column("study")) == "8");
    BOOST_TEST(table.at(1, table.column("value")).empty());
    BOOST_TEST(table.has_column("value"));
    BOOST_TEST(!table.has_column("Value"));
}

BOOST_AUTO_TEST_CASE(takes_a_byte_order_mark_crlf_and_a_missing_last_line_end) {
    const CsvTable table("\xEF\xBB\xBFstudy,value\r\n7,a\r\n8,b", "t.csv");
    BOOST_TEST(table.columns().front() == "study");
    BOOST_TEST(table.size() == 2U);
    BOOST_TEST(table.at(1, 1) == "b");
}

BOOST_AUTO_TEST_CASE(quoted_fields_may_hold_commas_quotes_and_line_breaks) {
    const CsvTable table("a,b\n\"x,\"\"y\"\"\",\"1\n2\"\n", "t.csv");
    BOOST_TEST(table.at(0, 0) == "x,\"y\"");
    BOOST_TEST(table.at(0, 1) == "1\n2");
}

BOOST_AUTO_TEST_CASE(what_it_quotes_it_reads_back) {
    const std::string odd = "a,\"b\"\nc";
    BOOST_TEST(CsvTable("x\n" + csv_field(odd) + "\n", "t.csv").at(0, 0) == odd);
    BOOST_TEST(csv_field("plain") == "plain");
}

BOOST_AUTO_TEST_CASE(names_file_line_expected_and_found) {
    const CsvTable table("a,b\n1,x\n", "t.csv");
    BOOST_TEST(message_of([] { CsvTable("a,b\n1,2\n3\n", "t.csv"); }) ==
               "t.csv:3: wrong number of fields, expected 2, found 1");
    BOOST_TEST(message_of([&] { (void)table.column("c"); }) ==
               "t.csv: a column is missing, expected c, found a,b");
    BOOST_TEST(message_of([&] { (void)table.number(0, 1); }) ==
               "t.csv:2: column b is not a number, expected a finite number, found 'x'");
    BOOST_TEST(message_of([] { CsvTable("", "t.csv"); }) ==
               "t.csv: the file is empty, expected a header line");
}

BOOST_AUTO_TEST_CASE(numbers_must_be_finite_and_whole_fields) {
    const CsvTable table("a\n 1.5 \nnan\ninf\n1.5x\n1 2\n", "t.csv");
    BOOST_TEST(table.number(0, 0) == 1.5);
    for (std::size_t row = 1; row < table.size(); ++row) BOOST_CHECK_THROW((void)table.number(row, 0), Error);
}

BOOST_AUTO_TEST_CASE(refuses_folders_and_absent_files) {
    const test::TemporaryFolder folder;
    BOOST_CHECK_THROW(read_csv(folder.path()), Error);
    BOOST_CHECK_THROW(read_csv(folder / "absent.csv"), Error);
}

BOOST_AUTO_TEST_SUITE_END()
