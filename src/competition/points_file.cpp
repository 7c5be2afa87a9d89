#include "competition/points_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/known_names.h"
#include "core/findings.h"
#include "files/csv.h"

namespace lumbar {
namespace {

constexpr std::array<std::string_view, 2> kSides = {"L", "R"};

using PartialPoints = std::array<std::array<std::optional<Point>, 2>, kLevels>;

Keypoints complete(const PartialPoints& partial, const std::string& series, const std::string& where) {
    Keypoints points;
    for (std::size_t level = 0; level < points.size(); ++level) {
        for (std::size_t side = 0; side < 2; ++side) {
            if (!partial[level][side]) {
                throw Error(
                    {"series " + series + " lacks a point", where, "ten points a series",
                     "none for " + std::string(kLevelTitles[level]) + " " + std::string(kSides[side])});
            }
            points[level][side] = *partial[level][side];
        }
    }
    return points;
}

// The shortest text that reads back as the same number.
std::string exact(double value) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

}  // namespace

SeriesPoints read_points(const std::filesystem::path& path) {
    const CsvTable table = read_csv(path);
    const auto series_column = table.column("series_id"), level_column = table.column("level");
    const auto side_column = table.column("side");
    const auto x_column = table.column("relative_x"), y_column = table.column("relative_y");
    std::map<std::string, PartialPoints> partial;
    for (std::size_t row = 0; row < table.size(); ++row) {
        const auto level = index_of(kLevelTitles, table.at(row, level_column), "level", table.where(row));
        const auto side = index_of(kSides, table.at(row, side_column), "side", table.where(row));
        auto& point = partial[table.at(row, series_column)][level][side];
        if (point) throw Error({"the point is given twice", table.where(row)});
        point = {table.number(row, x_column), table.number(row, y_column)};
    }
    SeriesPoints points;
    for (const auto& [series, ten] : partial) points[series] = complete(ten, series, table.name());
    return points;
}

void write_points(const std::filesystem::path& path, const SeriesPoints& points) {
    AtomicFile file(path);
    file.write("series_id,level,side,relative_x,relative_y\n");
    for (const auto& [series, ten] : points) {
        for (std::size_t level = 0; level < ten.size(); ++level) {
            for (std::size_t side = 0; side < 2; ++side) {
                const Point& point = ten[level][side];
                file.write(csv_field(series) + "," + std::string(kLevelTitles[level]) + "," +
                           std::string(kSides[side]) + "," + exact(point.x) + "," + exact(point.y) + "\n");
            }
        }
    }
    file.commit();
}

}  // namespace lumbar
