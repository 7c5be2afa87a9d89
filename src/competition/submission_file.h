// Writes graded studies to submission.csv, and reads it back for scoring.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/grades.h"
#include "files/csv.h"

namespace lumbar {

struct GradedStudy {
    std::string id;
    Grades grades;
};

// row_id,normal_mild,moderate,severe with 25 rows a study, sorted by row_id; six decimals that sum to
// exactly 1.  Written whole or not at all.  Throws Error if a grade is empty, negative, not finite or sums
// to something else.
void write_submission(const std::filesystem::path& path, const std::vector<GradedStudy>& studies);

// The same without the rows that have no grade: what a single recipe says.
void write_partial_submission(const std::filesystem::path& path, const std::vector<GradedStudy>& studies);

// By row_id, as they stand there: rows need not sum to 1, as rounded ones do not; the competition's metric
// divides them by their sum.  Throws Error (data) for duplicate rows, missing columns, negative shares and
// rows of zeros.
std::map<std::string, Probabilities> read_submission(const std::filesystem::path& path);

// The same of any table with columns for the classes; `name_of` gives a row its name.
std::map<std::string, Probabilities> read_probabilities(
    const CsvTable& table, const std::function<std::string(std::size_t row)>& name_of);

}  // namespace lumbar
