#include "dicom/slice_order.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/log.h"
#include "dicom/image_kinds.h"
#include "dicom/name_order.h"
#include "dicom/slice_places.h"

namespace lumbar {
namespace {

constexpr const char* kNoPosition = "no usable position (0020,0032)";
constexpr const char* kUnproved = "; which side is the patient's left is not proved";

// How instance numbers step along a stack, if they do so evenly.
struct NumberLine {
    double first_mm = 0, step_mm = 0;  // of number 0, and from one number to the next
    std::set<int> taken;
    double place_of(int number) const { return first_mm + step_mm * number; }
};

// Empty unless at least `fewest` frames have numbers, all different, and lie at even steps of them.
std::optional<NumberLine> fit_numbers(const std::vector<PlacedSlice>& placed, std::size_t fewest) {
    constexpr double kMostOff = 0.25;  // of a step
    std::vector<std::pair<int, double>> points;
    for (const PlacedSlice& entry : placed) {
        if (!entry.slice->instance_number) return std::nullopt;
        points.emplace_back(*entry.slice->instance_number, entry.place_mm);
    }
    std::sort(points.begin(), points.end());
    if (points.size() < fewest || points.front().first == points.back().first) return std::nullopt;
    NumberLine line;
    line.step_mm = (points.back().second - points.front().second) /
                   (static_cast<double>(points.back().first) - points.front().first);
    line.first_mm = points.front().second - line.step_mm * points.front().first;
    for (const auto& [number, place] : points) {
        const bool fits = std::abs(line.place_of(number) - place) <= kMostOff * std::abs(line.step_mm);
        if (!fits || !line.taken.insert(number).second) return std::nullopt;
    }
    return line;
}

bool is_same_kind(const SliceInfo& a, const SliceInfo& b) {
    const auto key = [](const SliceInfo& s) {
        return std::tie(s.kind.image_type, s.kind.series, s.kind.echo, s.kind.echo_time_ms,
                        s.kind.acquisition, s.rows, s.columns);
    };
    return key(a) == key(b);
}

// Adds the frames without a position that numbers place beyond doubt; the others are returned.
Selection place_by_number(std::vector<PlacedSlice>& placed, const Selection& unplaced,
                          const std::string& where) {
    // Two may do only where most of the stack would be lost.
    auto line = fit_numbers(placed, unplaced.size() > placed.size() ? 2 : 3);
    Selection added, left;
    bool goes_on = line.has_value();
    Selection open = unplaced;
    while (goes_on) {  // a gap is closed from its ends inward, the stack goes on from its ends outward
        goes_on = false;
        left.clear();
        for (const SliceInfo* slice : open) {
            const bool is_placed = slice->instance_number && is_same_kind(*slice, *placed.front().slice) &&
                                   !line->taken.count(*slice->instance_number) &&
                                   (line->taken.count(*slice->instance_number - 1) ||
                                    line->taken.count(*slice->instance_number + 1));
            if (!is_placed) {
                left.push_back(slice);
                continue;
            }
            line->taken.insert(*slice->instance_number);
            placed.push_back({slice, line->place_of(*slice->instance_number)});
            added.push_back(slice);
            goes_on = true;
        }
        open = left;
    }
    if (!added.empty())
        log_warning(where + ": " + names_of(added) + " put in place by instance number: " + kNoPosition);
    return open;
}

Selection by_place(std::vector<PlacedSlice> placed) {
    std::stable_sort(placed.begin(), placed.end(),
                     [](const auto& a, const auto& b) { return a.place_mm > b.place_mm; });
    Selection ordered;
    for (const PlacedSlice& entry : placed) ordered.push_back(entry.slice);
    return ordered;
}

bool natural_order(const SliceInfo* a, const SliceInfo* b) {
    if (a->file_name != b->file_name) return name_comes_before(a->file_name, b->file_name);
    return a->frame_index < b->frame_index;
}

std::string source_of_name_order(const Selection& slices) {
    const bool is_one_file = std::all_of(slices.begin(), slices.end(), [&](const SliceInfo* slice) {
        return slice->file_name == slices.front()->file_name;
    });
    return is_one_file ? "frame number" : "file name";
}

// Numbers that are all equal, or absent from half of the frames, order nothing.
Selection by_number_or_name(Selection slices, const std::string& where) {
    if (slices.size() < 2) return slices;
    std::set<int> numbers;
    std::size_t numbered = 0;
    for (const SliceInfo* slice : slices) {
        if (!slice->instance_number) continue;
        numbers.insert(*slice->instance_number);
        ++numbered;
    }
    const bool by_number = numbers.size() > 1 && 2 * numbered > slices.size();
    if (by_number) {
        leave_out(slices, where, "no position and no instance number",
                  [](const SliceInfo& slice) { return !slice.instance_number.has_value(); });
    }
    std::stable_sort(slices.begin(), slices.end(), natural_order);
    if (by_number) {
        std::stable_sort(slices.begin(), slices.end(), [](const SliceInfo* a, const SliceInfo* b) {
            return *a->instance_number < *b->instance_number;
        });
    }
    log_warning(where + ": positions (0020,0032) order nothing; ordered by " +
                (by_number ? "instance number" : source_of_name_order(slices)) + kUnproved);
    return slices;
}

}  // namespace

Selection order_slices(const Selection& slices, const std::string& where) {
    auto placed = place_slices(slices, where);
    if (placed.empty()) return by_number_or_name(slices, where);
    placed = keep_one_image_a_place(std::move(placed), where);
    Selection unplaced;
    for (const SliceInfo* slice : slices) {
        if (!slice->position_mm) unplaced.push_back(slice);
    }
    // Where other kinds of images were left out, a number may be one of theirs.
    const bool has_all = placed.size() + unplaced.size() == slices.size();
    if (!unplaced.empty() && has_all) unplaced = place_by_number(placed, unplaced, where);
    if (!unplaced.empty()) warn_left_out(unplaced, where, kNoPosition);
    return by_place(std::move(placed));
}

}  // namespace lumbar
