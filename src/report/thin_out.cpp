#include "report/thin_out.h"

#include <algorithm>
#include <cmath>

namespace lumbar {
namespace {

// Beyond this the arithmetic of an axis overflows.
constexpr double kLargest = 1e300;

bool is_drawable(const History::Point& point) {
    return std::abs(point.value) <= kLargest;
}

struct Stretch {
    std::vector<std::size_t> kept;                  // rising
    bool starts_with_gap = false, has_gap = false;  // has_gap: further on
};

Stretch look_at(const std::vector<History::Point>& points, std::size_t begin, std::size_t end) {
    Stretch stretch;
    std::size_t low = end, high = end;
    for (std::size_t i = begin; i < end; ++i) {
        if (!is_drawable(points[i])) {
            (low == end ? stretch.starts_with_gap : stretch.has_gap) = true;
            continue;
        }
        if (low == end || points[i].value < points[low].value) low = i;
        if (high == end || points[i].value > points[high].value) high = i;
        if (i == 0 || i + 1 == points.size()) stretch.kept.push_back(i);
    }
    if (low < end) stretch.kept.insert(stretch.kept.end(), {low, high});
    std::sort(stretch.kept.begin(), stretch.kept.end());
    stretch.kept.erase(std::unique(stretch.kept.begin(), stretch.kept.end()), stretch.kept.end());
    return stretch;
}

}  // namespace

std::vector<Run> thin_out(const std::vector<History::Point>& points, std::size_t most) {
    // Two points a stretch, and the two ends.
    const std::size_t stretches = (std::max<std::size_t>(most, 8) - 2) / 2;
    const std::size_t length = points.size() <= most ? 1 : (points.size() + stretches - 1) / stretches;
    std::vector<Run> runs(1);
    for (std::size_t begin = 0; begin < points.size(); begin += length) {
        const Stretch stretch = look_at(points, begin, std::min(begin + length, points.size()));
        if (stretch.starts_with_gap && !runs.back().empty()) runs.emplace_back();
        for (const std::size_t i : stretch.kept) runs.back().push_back(points[i]);
        if (stretch.has_gap && !runs.back().empty()) runs.emplace_back();
    }
    if (runs.back().empty()) runs.pop_back();
    return runs;
}

}  // namespace lumbar
