// Writes the result files of a cohort, a study at a time; docs/cohort.md describes their columns and keys.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "cohort/graded_study.h"
#include "cohort/run_description.h"
#include "files/json.h"

namespace lumbar {

// What the files say of one study, in UTF-8: header texts may be in any encoding, and what is no UTF-8 is
// replaced.
struct StudyRows {
    std::string series;  // series.csv: a row for each series: what it is taken as, or why it is left out
    std::string grades;  // grades.csv: a row for each of the 25 findings; probabilities with six decimals
    Json json;           // its part of grades.json: the same with where each number is from
};
StudyRows rows_of(const CohortStudy& study);
// Of a study that a run did not come to: no finding.
StudyRows rows_of_ungraded(const ChosenStudy& study, const std::string& reason);

// What grades.json says of the whole run (docs/grades.schema.json), and the inverse.
Json grades_root(const RunDescription& run);
RunDescription run_of(const Json& root);

// series.csv, grades.csv and grades.json in a folder.  Memory holds one study at a time.
class ResultFiles {
  public:
    ResultFiles(const std::filesystem::path& folder, const Json& root);

    void add(const StudyRows& rows);
    // Each file appears whole.  Throws Error (output).
    void commit();

  private:
    AtomicFile series_, grades_, json_;
    bool is_first_ = true;
};

// series.csv alone.
void write_series_table(const std::filesystem::path& path, const std::vector<ChosenStudy>& studies);

}  // namespace lumbar
