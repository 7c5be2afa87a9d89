#include "crop/crop_box.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "image/rotate.h"

namespace lumbar {
namespace {

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double median_gap_y(const Keypoints& points, int which) {
    std::vector<double> gaps;
    for (std::size_t level = 1; level < points.size(); ++level) {
        gaps.push_back(points[level][which].y - points[level - 1][which].y);
    }
    return median(gaps);
}

bool is_usable(const Point& point_px, int height_px, int width_px) {
    const double limit_px = 4.0 * std::max(height_px, width_px);  // also keeps the conversions to int defined
    return std::abs(point_px.x) <= limit_px && std::abs(point_px.y) <= limit_px;
}

// In pixels, the lefter one first.
std::array<Point, 2> sorted_px(const std::array<Point, 2>& disc, int height_px, int width_px) {
    std::array<Point, 2> points{};
    for (std::size_t i = 0; i < 2; ++i) points[i] = {disc[i].x * width_px, disc[i].y * height_px};
    const bool in_order = std::pair(points[0].x, points[0].y) <= std::pair(points[1].x, points[1].y);
    if (!in_order) std::swap(points[0], points[1]);
    return points;
}

double truncated(double value) {
    return std::trunc(value);
}

}  // namespace

CropFractions crop_fractions(const Keypoints& points, SeriesKind kind) {
    if (kind == SeriesKind::sagittal_t1) {
        const double gap = median_gap_y(points, 0);
        return {gap * 1.00, gap * 1.25};
    }
    std::vector<double> widths;
    for (const auto& disc : points) widths.push_back(disc[1].x - disc[0].x);
    return {median_gap_y(points, 1) * 1.30, median(widths) * 0.75};
}

CropBox crop_box(const std::array<Point, 2>& disc, const CropFractions& fractions, SeriesKind kind,
                 int height_px, int width_px) {
    const auto [a, b] = sorted_px(disc, height_px, width_px);
    const bool fractions_fit =
        std::abs(fractions.half_height_rel) <= 4 && std::abs(fractions.half_width_rel) <= 4;
    if (!fractions_fit || !is_usable(a, height_px, width_px) || !is_usable(b, height_px, width_px)) return {};
    const double half_width_px = width_px * fractions.half_width_rel;
    const double half_height_px = height_px * fractions.half_height_rel;
    CropBox box;
    Point centre;  // truncated to whole pixels, as the solution does
    if (kind == SeriesKind::sagittal_t2) {
        // The image is turned so that the line between the points is level; the centre is the right-hand
        // point, moved left by half of the half width.
        box.angle_deg = -std::atan2(-(b.y - a.y), b.x - a.x) * 180.0 / std::numbers::pi;
        const Point turned = rotate_point(b, box.angle_deg, height_px, width_px);
        centre = {truncated(turned.x) - half_width_px * 0.5, truncated(turned.y)};
    } else {
        centre = {truncated((a.x + b.x) / 2), truncated((a.y + b.y) / 2)};
    }
    box.left = std::max(0, static_cast<int>(centre.x - half_width_px));
    box.right = std::min(width_px, static_cast<int>(centre.x + half_width_px));
    box.top = std::max(0, static_cast<int>(centre.y - half_height_px));
    box.bottom = std::min(height_px, static_cast<int>(centre.y + half_height_px));
    return box;
}

std::array<CropBox, kLevels> crop_boxes(const Keypoints& points, SeriesKind kind, int height_px,
                                        int width_px) {
    const CropFractions fractions = crop_fractions(points, kind);
    std::array<CropBox, kLevels> boxes;
    for (std::size_t level = 0; level < boxes.size(); ++level) {
        boxes[level] = crop_box(points[level], fractions, kind, height_px, width_px);
    }
    return boxes;
}

}  // namespace lumbar
