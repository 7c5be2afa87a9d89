#include "dicom/slice_places.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/log.h"
#include "dicom/orientation.h"

namespace lumbar {
namespace {

// Stations of a long field of view are farther apart, slices of an oblique stack step by less.
constexpr double kSameStation_mm = 40;
// No stack has gaps that wide, unless most of it is lost.
constexpr double kWideGap_mm = 50, kWideGapSteps = 5;
constexpr std::size_t kFewOfAll = 4;  // less than one in so many

bool is_known_grid(const SliceInfo& slice) {
    return slice.orientation && slice.spacing_mm;
}

Vector3 centre_of(const SliceInfo& slice, bool by_grid) {
    Vector3 centre = *slice.position_mm;
    if (!by_grid) return centre;
    const double across = (*slice.spacing_mm)[1] * (slice.columns - 1) / 2;
    const double down = (*slice.spacing_mm)[0] * (slice.rows - 1) / 2;
    for (std::size_t i = 0; i < centre.size(); ++i) {
        centre[i] += across * slice.orientation->row[i] + down * slice.orientation->column[i];
    }
    return centre;
}

// Of all frames that have one; to the patient's left where the stack is sagittal.  Without any: sagittal.
Vector3 common_normal(const Selection& slices) {
    Vector3 sum{};
    for (const SliceInfo* slice : slices) {
        if (!slice->orientation) continue;
        Vector3 normal = normal_of(*slice->orientation);
        if (dot(normal, sum) < 0) {
            for (double& part : normal) part = -part;
        }
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += normal[i];
    }
    const double length = std::sqrt(dot(sum, sum));
    if (length == 0) return {1, 0, 0};
    const auto largest = std::max_element(sum.begin(), sum.end(),
                                          [](double a, double b) { return std::abs(a) < std::abs(b); });
    const double scale = *largest < 0 ? -1 / length : 1 / length;
    for (double& part : sum) part *= scale;
    return sum;
}

struct Located : PlacedSlice {
    Vector3 in_plane{};  // the centre without its part along the normal
};

std::vector<Located> locate(const Selection& slices, const Vector3& normal) {
    const bool by_grid = std::all_of(slices.begin(), slices.end(), [](const SliceInfo* slice) {
        return !slice->position_mm || is_known_grid(*slice);
    });
    std::vector<Located> located;
    for (const SliceInfo* slice : slices) {
        if (!slice->position_mm) continue;
        const Vector3 centre = centre_of(*slice, by_grid);
        Located& entry = located.emplace_back();
        entry.slice = slice;
        entry.place_mm = dot(centre, normal);
        for (std::size_t i = 0; i < centre.size(); ++i)
            entry.in_plane[i] = centre[i] - entry.place_mm * normal[i];
    }
    return located;
}

bool is_near(const Vector3& a, const Vector3& b) {
    const Vector3 gap{a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    return dot(gap, gap) <= kSameStation_mm * kSameStation_mm;
}

// Numbers the groups of frames that hang together in the plane by steps of less than kSameStation_mm.
std::vector<std::size_t> stations_of(const std::vector<Located>& located) {
    constexpr auto kNone = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> station(located.size(), kNone);
    std::size_t stations = 0;
    for (std::size_t first = 0; first < located.size(); ++first) {
        if (station[first] != kNone) continue;
        std::vector<std::size_t> open{first};
        station[first] = stations;
        while (!open.empty()) {
            const std::size_t from = open.back();
            open.pop_back();
            for (std::size_t to = first; to < located.size(); ++to) {
                if (station[to] != kNone || !is_near(located[from].in_plane, located[to].in_plane)) continue;
                station[to] = stations;
                open.push_back(to);
            }
        }
        ++stations;
    }
    return station;
}

int number_of(const Located& located) {
    return located.slice->instance_number.value_or(std::numeric_limits<int>::max());
}

template <class Leaves>
void leave_out_located(std::vector<Located>& located, const std::string& where, const std::string& reason,
                       const Leaves& leaves) {
    std::vector<Located> kept;
    Selection gone;
    for (std::size_t i = 0; i < located.size(); ++i) {
        if (leaves(i)) {
            gone.push_back(located[i].slice);
        } else {
            kept.push_back(located[i]);
        }
    }
    if (gone.empty() || kept.empty()) return;
    warn_left_out(gone, where, reason);
    located = std::move(kept);
}

void leave_out_other_stations(std::vector<Located>& located, const std::string& where) {
    const auto station = stations_of(located);
    std::vector<std::pair<std::size_t, int>> sizes;  // how many, and the smallest instance number
    for (std::size_t i = 0; i < located.size(); ++i) {
        if (station[i] >= sizes.size()) sizes.resize(station[i] + 1, {0, std::numeric_limits<int>::max()});
        ++sizes[station[i]].first;
        sizes[station[i]].second = std::min(sizes[station[i]].second, number_of(located[i]));
    }
    const auto most = std::max_element(sizes.begin(), sizes.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first < b.first : a.second > b.second;
    });
    const auto chosen = static_cast<std::size_t>(most - sizes.begin());
    leave_out_located(located, where, "their position lies far from the other images, in another station",
                      [&](std::size_t i) { return station[i] != chosen; });
}

void sort_from_left(std::vector<Located>& located) {
    std::stable_sort(located.begin(), located.end(),
                     [](const auto& a, const auto& b) { return a.place_mm > b.place_mm; });
}

// A few frames behind a wide gap at either end.
void leave_out_far_ends(std::vector<Located>& located, const std::string& where) {
    std::vector<double> gaps;
    for (std::size_t i = 0; i + 1 < located.size(); ++i) {
        const double gap = located[i].place_mm - located[i + 1].place_mm;
        if (gap > kSamePlace_mm) gaps.push_back(gap);
    }
    if (gaps.empty()) return;
    std::nth_element(gaps.begin(), gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2), gaps.end());
    const double wide = std::max(kWideGap_mm, kWideGapSteps * gaps[gaps.size() / 2]);
    std::size_t first = 0, last = located.size();
    for (std::size_t i = 0; i + 1 < located.size(); ++i) {
        if (located[i].place_mm - located[i + 1].place_mm <= wide) continue;
        if (kFewOfAll * (i + 1) < located.size()) first = i + 1;
        if (kFewOfAll * (located.size() - i - 1) < located.size()) last = std::min(last, i + 1);
    }
    leave_out_located(located, where, "their position lies far from the other images",
                      [&](std::size_t i) { return i < first || i >= last; });
}

bool are_all_equal(const std::vector<Located>& located) {
    return located.front().place_mm - located.back().place_mm < kSamePlace_mm;
}

// Positions that step sideways in the plane that the orientation states: one of the two is wrong.
void place_by_x(std::vector<Located>& located, const std::string& where) {
    auto by_x = located;
    for (Located& entry : by_x) entry.place_mm = (*entry.slice->position_mm)[0];
    sort_from_left(by_x);
    if (are_all_equal(by_x)) return;
    log_warning(where +
                ": positions contradict the image orientation (0020,0037); ordered by position from "
                "left to right");
    located = std::move(by_x);
}

}  // namespace

std::vector<PlacedSlice> place_slices(const Selection& slices, const std::string& where) {
    auto located = locate(slices, common_normal(slices));
    if (located.size() < 2) return {};
    leave_out_other_stations(located, where);
    sort_from_left(located);
    if (are_all_equal(located)) place_by_x(located, where);
    if (located.size() < 2 || are_all_equal(located)) return {};
    leave_out_far_ends(located, where);
    return {located.begin(), located.end()};
}

}  // namespace lumbar
