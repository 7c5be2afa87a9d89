#include "prepare/training_points.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/error.h"

namespace lumbar {
namespace {

constexpr double kBack = 0.2, kFront = 1.15;  // gaps before the canal's mark

double distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

double median_gap_px(const std::array<Point, kLevels>& points_px) {
    std::array<double, kLevels - 1> gaps{};
    for (std::size_t level = 0; level < gaps.size(); ++level) {
        gaps[level] = distance(points_px[level], points_px[level + 1]);
    }
    std::sort(gaps.begin(), gaps.end());
    return (gaps[1] + gaps[2]) / 2;
}

// Of length 1, or 0 where the neighbours coincide.
Point normal_to_the_front(Point above, Point below) {
    const Point tangent{below.x - above.x, below.y - above.y};
    const double length = std::hypot(tangent.x, tangent.y);
    if (length == 0) return {};
    const double sign = tangent.y >= 0 ? 1 : -1;
    return {-sign * tangent.y / length, sign * tangent.x / length};
}

// All five or nothing.
std::optional<std::array<Point, kLevels>> complete(const std::array<std::optional<Point>, kLevels>& marks) {
    std::array<Point, kLevels> all;
    for (std::size_t level = 0; level < all.size(); ++level) {
        if (!marks[level]) return {};
        all[level] = *marks[level];
    }
    return all;
}

std::optional<Keypoints> complete(const std::array<std::array<std::optional<Point>, 2>, kLevels>& marks) {
    Keypoints all;
    for (std::size_t level = 0; level < all.size(); ++level) {
        for (std::size_t side = 0; side < 2; ++side) {
            if (!marks[level][side]) return {};
            all[level][side] = *marks[level][side];
        }
    }
    return all;
}

std::string exact_text(const std::optional<Keypoints>& points) {
    if (!points) return "none";
    std::string text;
    for (const auto& disc : *points) {
        for (const Point& point : disc) {
            char numbers[64];
            std::snprintf(numbers, sizeof numbers, " %a %a", point.x, point.y);
            text += numbers;
        }
    }
    return text;
}

}  // namespace

Keypoints disc_points_px(const std::array<Point, kLevels>& canal_px) {
    const double gap = median_gap_px(canal_px);
    Keypoints points;
    for (std::size_t level = 0; level < points.size(); ++level) {
        const Point normal = normal_to_the_front(canal_px[level > 0 ? level - 1 : 0],
                                                 canal_px[std::min<std::size_t>(level + 1, kLevels - 1)]);
        const auto before = [&](double gaps) {
            return Point{canal_px[level].x + gaps * gap * normal.x,
                         canal_px[level].y + gaps * gap * normal.y};
        };
        points[level] = {before(kFront), before(kBack)};
    }
    return points;
}

TrainingPoints::TrainingPoints(const std::filesystem::path& data,
                               const std::optional<std::filesystem::path>& csv) {
    const auto corrected = data / "coords_v7.csv", labels = data / "train_label_coordinates.csv";
    std::error_code ignored;
    if (csv || std::filesystem::exists(corrected, ignored)) {
        given_ = read_points(csv.value_or(corrected));
    } else if (std::filesystem::exists(labels, ignored)) {
        marks_px_ = read_label_coordinates(labels);
    } else {
        throw Error({"there are no points to cut the discs out by", data.string(),
                     "coords_v7.csv or train_label_coordinates.csv there, or --points", "neither"});
    }
}

std::optional<Keypoints> TrainingPoints::derived_px(const std::string& study_id,
                                                    const SeriesEntry& series) const {
    const auto marks = marks_px_.find({study_id, series.id});
    if (marks == marks_px_.end()) return {};
    if (series.kind == SeriesKind::sagittal_t1) return complete(marks->second.foramina_px);
    const auto canal_px = complete(marks->second.canal_px);
    if (!canal_px) return {};
    return disc_points_px(*canal_px);
}

std::optional<Keypoints> TrainingPoints::find(const std::string& study_id, const SeriesEntry& series,
                                              int height_px, int width_px) const {
    if (const auto given = given_.find(series.id); given != given_.end()) return given->second;
    auto points = derived_px(study_id, series);
    if (!points) return {};
    for (auto& disc : *points) {
        for (Point& point : disc) point = {point.x / width_px, point.y / height_px};
    }
    return points;
}

std::string TrainingPoints::text_of(const std::string& study_id, const SeriesEntry& series) const {
    const auto given = given_.find(series.id);
    if (given != given_.end()) return "relative" + exact_text(given->second);
    return "px" + exact_text(derived_px(study_id, series));
}

}  // namespace lumbar
