#include "competition/label_coordinates.h"

#include "base/known_names.h"
#include "core/findings.h"
#include "files/csv.h"

namespace lumbar {
namespace {

// Where a mark goes; null for those on axial series.
std::optional<Point>* place_of(SeriesMarks& marks, Condition condition, std::size_t level) {
    switch (condition) {
        case Condition::spinal_canal_stenosis:
            return &marks.canal_px[level];
        case Condition::left_neural_foraminal_narrowing:
            return &marks.foramina_px[level][0];
        case Condition::right_neural_foraminal_narrowing:
            return &marks.foramina_px[level][1];
        default:
            return nullptr;
    }
}

}  // namespace

LabelCoordinates read_label_coordinates(const std::filesystem::path& path) {
    const CsvTable table = read_csv(path);
    const auto study = table.column("study_id"), series = table.column("series_id"),
               condition = table.column("condition"), level = table.column("level"), x = table.column("x"),
               y = table.column("y");
    LabelCoordinates coordinates;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const auto which = static_cast<Condition>(
            index_of(kConditionTitles, table.at(row, condition), "condition", table.where(row)));
        const std::size_t at = index_of(kLevelTitles, table.at(row, level), "level", table.where(row));
        SeriesMarks& marks = coordinates[{table.at(row, study), table.at(row, series)}];
        std::optional<Point>* const mark = place_of(marks, which, at);
        const Point point{table.number(row, x), table.number(row, y)};
        if (mark && !*mark) *mark = point;
    }
    return coordinates;
}

}  // namespace lumbar
