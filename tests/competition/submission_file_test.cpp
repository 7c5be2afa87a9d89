#include "competition/submission_file.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "base/atomic_file.h"
#include "base/error.h"
#include "files/csv.h"
#include "support/files.h"

using namespace lumbar;
using test::TemporaryFolder;

namespace {

GradedStudy study(const std::string& id, const Probabilities& p) {
    GradedStudy graded{id, {}};
    for (auto& level : graded.grades) level.fill(p);
    return graded;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(submission_file)

BOOST_AUTO_TEST_CASE(has_25_sorted_rows_a_study) {
    const TemporaryFolder folder;
    write_submission(folder / "s.csv", {study("2", {0.2, 0.3, 0.5}), study("10", {0.2, 0.3, 0.5})});
    const CsvTable table = read_csv(folder / "s.csv");
    BOOST_TEST((table.columns() == std::vector<std::string>{"row_id", "normal_mild", "moderate", "severe"}));
    BOOST_REQUIRE(table.size() == 50U);
    for (std::size_t row = 1; row < table.size(); ++row)
        BOOST_TEST((table.at(row - 1, 0) < table.at(row, 0)));
    BOOST_TEST(table.at(0, 0) == "10_left_neural_foraminal_narrowing_l1_l2");
    BOOST_TEST(table.at(0, 3) == "0.500000");
}

BOOST_AUTO_TEST_CASE(printed_rows_sum_to_one_exactly) {
    const TemporaryFolder folder;
    const double third = 1.0 / 3;
    write_submission(folder / "s.csv", {study("1", {third, third, third}), study("2", {0.9999999, 1e-7, 0})});
    const CsvTable table = read_csv(folder / "s.csv");
    for (std::size_t row = 0; row < table.size(); ++row) {
        long millionths = 0;
        for (std::size_t i = 1; i < 4; ++i) millionths += std::lround(table.number(row, i) * 1e6);
        BOOST_TEST(millionths == 1000000);
    }
}

BOOST_AUTO_TEST_CASE(reads_back_what_it_wrote) {
    const TemporaryFolder folder;
    write_submission(folder / "s.csv", {study("7", {0.2, 0.3, 0.5})});
    const auto rows = read_submission(folder / "s.csv");
    BOOST_TEST(rows.size() == 25U);
    BOOST_TEST((rows.at("7_spinal_canal_stenosis_l1_l2") == Probabilities{0.2, 0.3, 0.5}));
}

BOOST_AUTO_TEST_CASE(a_partial_one_has_the_rows_that_have_a_grade) {
    const TemporaryFolder folder;
    GradedStudy partial = study("7", {0.2, 0.3, 0.5});
    partial.grades[0][0].reset();
    BOOST_CHECK_THROW(write_submission(folder / "s.csv", {partial}), Error);
    write_partial_submission(folder / "s.csv", {partial, {"8", {}}});
    const auto rows = read_submission(folder / "s.csv");
    BOOST_TEST(rows.size() == 24U);
    BOOST_TEST(rows.count("7_spinal_canal_stenosis_l1_l2") == 0U);
    BOOST_TEST((rows.at("7_spinal_canal_stenosis_l2_l3") == Probabilities{0.2, 0.3, 0.5}));
}

BOOST_AUTO_TEST_CASE(writes_nothing_where_a_grade_is_no_probability) {
    const TemporaryFolder folder;
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const Probabilities& bad : {Probabilities{nan, 0, 1}, {-0.1, 0.1, 1}, {0.5, 0.1, 0.1}, {0, 0, 0}}) {
        BOOST_CHECK_THROW(write_submission(folder / "s.csv", {study("1", bad)}), Error);
    }
    BOOST_CHECK_THROW(write_submission(folder / "s.csv", {GradedStudy{"1", {}}}), Error);
    BOOST_TEST(std::filesystem::is_empty(folder.path()));
}

BOOST_AUTO_TEST_CASE(reads_rows_that_do_not_sum_to_one_as_they_stand) {
    const TemporaryFolder folder;
    write_file_atomically(folder / "s.csv", "row_id,normal_mild,moderate,severe\nx,0.333,0.333,0.333\n");
    BOOST_TEST((read_submission(folder / "s.csv").at("x") == Probabilities{0.333, 0.333, 0.333}));
}

BOOST_AUTO_TEST_CASE(refuses_to_read_what_is_no_submission) {
    const TemporaryFolder folder;
    const std::string header = "row_id,normal_mild,moderate,severe\n";
    for (const std::string& text : {std::string("row_id,a,b,c\n"), header + "x,0,0,0\n", header + "x,1,0,\n",
                                    header + "x,1,0,0\nx,1,0,0\n", header + "x,1,-1,1\n"}) {
        write_file_atomically(folder / "s.csv", text);
        BOOST_CHECK_THROW(read_submission(folder / "s.csv"), Error);
    }
}

BOOST_AUTO_TEST_SUITE_END()
