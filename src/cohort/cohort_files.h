// Writes the result files of a cohort; docs/cohort.md describes their columns and keys.
#pragma once

#include <filesystem>
#include <vector>

#include "base/json.h"
#include "cohort/graded_study.h"
#include "cohort/run_description.h"

namespace lumbar {

// A row for each series that was found: what it is taken as, or why it is left out.
void write_series_table(const std::filesystem::path& path, const std::vector<ChosenStudy>& studies);

// A row for each of the 25 findings of a study; probabilities with six decimals.
void write_grades_csv(const std::filesystem::path& path, const std::vector<CohortStudy>& studies);

// The same with where each number is from: version, nets, series, points, what each recipe and net says;
// docs/grades.schema.json describes it.
void write_grades_json(const std::filesystem::path& path, const std::vector<CohortStudy>& studies,
                       const RunDescription& run);

// Of that file what stands above its studies, and a study.
Json json_of(const RunDescription& run);
Json study_json(const CohortStudy& study);

}  // namespace lumbar
