#include "files/csv.h"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <functional>

#include "base/error.h"
#include "files/mapped_file.h"
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
               "t.csv: a column is missing, expected c, found a, b");
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

BOOST_AUTO_TEST_CASE(reads_utf_16_and_other_delimiters) {
    const std::string text = "study,value\r\n7,\xC3\xA4\r\n";
    const auto utf16 = [](bool is_big, bool has_mark) {
        std::string bytes = has_mark ? is_big ? "\xFE\xFF" : "\xFF\xFE" : "";
        for (const char16_t c : std::u16string(u"study,value\r\n7,\u00E4\r\n")) {
            const std::string unit{static_cast<char>(c & 0xFF), static_cast<char>(c >> 8)};
            bytes += is_big ? std::string(unit.rbegin(), unit.rend()) : unit;
        }
        return bytes;
    };
    for (const bool is_big : {false, true}) {
        for (const bool has_mark : {false, true}) {
            const CsvTable table(utf16(is_big, has_mark), "t.csv");
            BOOST_TEST(table.column("value") == 1u);
            BOOST_TEST(table.at(0, 1) == "\xC3\xA4");
        }
    }
    BOOST_TEST(CsvTable("study;value\n7;0,5\n", "t.csv").at(0, 1) == "0,5");
    BOOST_TEST(CsvTable("study\tvalue\n7\ta\n", "t.csv").at(0, 1) == "a");
}

BOOST_AUTO_TEST_CASE(refuses_a_stray_quotation_mark_with_its_line) {
    const test::TemporaryFolder folder;
    const auto refusal = [&](const std::string& text) {
        test::write_text(folder / "list.csv", text);
        return message_of([&] { read_csv(folder / "list.csv"); });
    };
    BOOST_TEST(refusal("a,b\n1,x\n2,\"y\n3,z\n").find("list.csv:3: a quotation mark") != std::string::npos);
    BOOST_TEST(refusal("a,b\n1,\"x\n2,y\"\n3,z\n").find("list.csv:2: a quotation mark") != std::string::npos);
    BOOST_TEST(refusal("a,b\n1,x\n2,y\"y\n3,z\n").find("list.csv:3: a quotation mark") != std::string::npos);
    BOOST_TEST(refusal("a,b\n1,\"x\"\n") == "");
}

BOOST_AUTO_TEST_CASE(refuses_folders_and_absent_files) {
    const test::TemporaryFolder folder;
    BOOST_CHECK_THROW(read_csv(folder.path()), Error);
    BOOST_CHECK_THROW(read_csv(folder / "absent.csv"), Error);
}

// A FIFO that nobody writes to would be waited for, and an endless device would fill the memory.
BOOST_AUTO_TEST_CASE(refuses_fifos_and_devices_at_once) {
    const test::TemporaryFolder folder;
    const auto fifo = folder / "list.csv";
    BOOST_TEST(mkfifo(fifo.c_str(), 0600) == 0);
    BOOST_TEST(message_of([&] { read_csv(fifo); }).ends_with("expected a file, found a FIFO"));
    BOOST_TEST(message_of([&] { read_csv("/dev/zero"); }).ends_with("expected a file, found a device"));
    BOOST_CHECK_THROW(MappedFile{fifo}, Error);
}

BOOST_AUTO_TEST_CASE(a_misspelt_column_is_guessed) {
    const CsvTable table("studyid,series_id\n1,2\n", "t.csv");
    BOOST_TEST(
        message_of([&] { (void)table.column("study_id"); }) ==
        "t.csv: a column is missing, expected study_id, found studyid, series_id (did you mean studyid?)");
}

BOOST_AUTO_TEST_SUITE_END()
