#include "score/predictions_file.h"

#include "base/error.h"
#include "base/known_names.h"
#include "competition/submission_file.h"
#include "files/csv.h"

namespace lumbar {
namespace {

std::map<std::string, Probabilities> read_grades(const CsvTable& table,
                                                 const std::map<std::string, StudyLabels>& labels) {
    const std::size_t patient = table.column("patient_id"), study = table.column("study_uid"),
                      level = table.column("level"), condition = table.column("condition"),
                      side = table.column("side");
    return read_probabilities(table, [&](std::size_t row) {
        const std::string& of_side = table.at(row, side);
        const std::string name = of_side + (of_side.empty() ? "" : "_") + table.at(row, condition);
        const std::size_t found = index_of(kConditionNames, name, "condition", table.where(row));
        const std::size_t at_level = index_of(kLevelNames, table.at(row, level), "level", table.where(row));
        const bool is_by_patient =
            labels.count(table.at(row, study)) == 0 && labels.count(table.at(row, patient)) > 0;
        return row_id(table.at(row, is_by_patient ? patient : study),
                      {at_level, static_cast<Condition>(found)});
    });
}

}  // namespace

std::map<std::string, Probabilities> read_predictions(const std::filesystem::path& path,
                                                      const std::map<std::string, StudyLabels>& labels) {
    const CsvTable table = read_csv(path);
    return table.has_column("study_uid") && !table.has_column("row_id") ? read_grades(table, labels)
                                                                        : read_submission(path);
}

}  // namespace lumbar
