#include "competition/folds.h"

#include <cmath>
#include <system_error>

#include "base/atomic_file.h"
#include "base/error.h"
#include "files/csv.h"

namespace lumbar {
namespace {

constexpr int kMostFolds = 1'000'000;  // a fold a study and more; what is larger is no fold

int parse_fold(const CsvTable& table, std::size_t row, std::size_t column) {
    const double fold = table.number(row, column);
    if (fold >= 0 && fold < kMostFolds && fold == std::floor(fold)) return static_cast<int>(fold);
    throw Error({"column fold is no fold", table.where(row), "a whole number from 0 on",
                 "'" + table.at(row, column) + "'"});
}

}  // namespace

StudyFolds read_folds(const std::filesystem::path& data) {
    const auto path = data / kFoldsName;
    if (std::error_code ignored; !std::filesystem::exists(path, ignored)) {
        throw Error({"the list of folds is missing", data.string(),
                     std::string(kFoldsName) + " (study_id,series_id,series_description,fold)",
                     "no such file; `lumbar folds` makes one"});
    }
    const CsvTable table = read_csv(path);
    const std::size_t study = table.column("study_id"), fold = table.column("fold");
    StudyFolds folds;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const int found = parse_fold(table, row, fold);
        const auto known = folds.try_emplace(table.at(row, study), found).first;
        if (known->second != found) {
            throw Error({"study " + known->first + " is in two folds", table.where(row),
                         std::to_string(known->second), std::to_string(found)});
        }
    }
    return folds;
}

void write_folds(const std::filesystem::path& path, const std::filesystem::path& data,
                 const StudyFolds& folds) {
    const CsvTable table = read_csv(data / kTrainSeriesName);
    const std::size_t study = table.column("study_id"), series = table.column("series_id"),
                      description = table.column("series_description");
    AtomicFile file(path);
    file.write("study_id,series_id,series_description,fold\n");
    for (std::size_t row = 0; row < table.size(); ++row) {
        file.write(csv_field(table.at(row, study)) + "," + csv_field(table.at(row, series)) + "," +
                   csv_field(table.at(row, description)) + "," +
                   std::to_string(folds.at(table.at(row, study))) + "\n");
    }
    file.commit();
}

}  // namespace lumbar
