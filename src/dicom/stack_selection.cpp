#include "dicom/stack_selection.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/log.h"
#include "dicom/orientation.h"

namespace lumbar {
namespace {

constexpr double kSamePlaneCosine = 0.9986;  // three degrees: headers round, planes are turned by more

using Size = std::pair<int, int>;

Size size_of(const SliceInfo& slice) {
    return {slice.rows, slice.columns};
}

// What occurs most often, the first in `slices` of those that do so equally often, and how often.
template <class Key>
auto commonest(const Selection& slices, Key key) {
    std::map<decltype(key(*slices.front())), std::size_t> counts;
    for (const SliceInfo* slice : slices) ++counts[key(*slice)];
    auto best = std::pair{key(*slices.front()), std::size_t{0}};
    for (const SliceInfo* slice : slices) {
        const std::size_t count = counts[key(*slice)];
        if (count > best.second) best = {key(*slice), count};
    }
    return best;
}

// Of equal frames the one with the shortest name stays: 2.dcm before "2 (1).dcm".
void leave_out_copies(Selection& slices, const std::string& where) {
    const auto key = [](const SliceInfo& slice) {
        return std::tie(slice.instance_uid, slice.position_mm, slice.instance_number, slice.frame_index,
                        slice.pixel_hash);
    };
    std::map<decltype(key(*slices.front())), const SliceInfo*> originals;
    for (const SliceInfo* slice : slices) {
        const SliceInfo*& original = originals.try_emplace(key(*slice), slice).first->second;
        if (slice->file_name.size() < original->file_name.size()) original = slice;
    }
    leave_out(slices, where, "copies of other files", [&](const SliceInfo& slice) {
        return slice.pixel_hash != 0 && originals.at(key(slice)) != &slice;
    });
}

// Screenshots, reports as pictures: without a place, and of another class or size than the others.
void leave_out_pictures(Selection& slices, const std::string& where) {
    const auto places = static_cast<std::size_t>(std::count_if(
        slices.begin(), slices.end(), [](const SliceInfo* slice) { return slice->position_mm.has_value(); }));
    const auto [size, of_size] = commonest(slices, size_of);
    const auto [sop_class, of_class] =
        commonest(slices, [](const SliceInfo& slice) { return slice.kind.sop_class; });
    leave_out(
        slices, where, "no position and another class or size than the other images",
        [&, &usual_class = sop_class, &usual_size = size, &class_count = of_class](const SliceInfo& slice) {
            if (slice.position_mm) return false;
            const bool is_of_other_class =
                slice.kind.sop_class != usual_class && 2 * class_count > slices.size();
            return is_of_other_class || (places > 0 && size_of(slice) != usual_size);
        });
}

void leave_out_localizers(Selection& slices, const std::string& where) {
    const auto is_localizer = [](const SliceInfo& slice) {
        return slice.kind.image_type.find("LOCALIZER") != std::string::npos;
    };
    const auto count = std::count_if(slices.begin(), slices.end(),
                                     [&](const SliceInfo* slice) { return is_localizer(*slice); });
    if (2 * static_cast<std::size_t>(count) >= slices.size()) return;
    leave_out(slices, where, "localizers", is_localizer);
}

bool is_sagittal(const Vector3& normal) {
    return std::abs(normal[0]) >= std::abs(normal[1]) && std::abs(normal[0]) >= std::abs(normal[2]);
}

void leave_out_other_planes(Selection& slices, const std::string& where) {
    std::vector<Vector3> normals;
    for (const SliceInfo* slice : slices) {
        if (slice->orientation) normals.push_back(normal_of(*slice->orientation));
    }
    const auto is_same = [](const Vector3& a, const Vector3& b) {
        return std::abs(dot(a, b)) >= kSamePlaneCosine;
    };
    std::pair<std::ptrdiff_t, bool> most{
        0, false};  // how many, and sagittal rather than another if equally many
    Vector3 plane{};
    for (const Vector3& normal : normals) {
        const auto count = std::count_if(normals.begin(), normals.end(),
                                         [&](const Vector3& other) { return is_same(normal, other); });
        const std::pair candidate{count, is_sagittal(normal)};
        if (candidate <= most) continue;
        most = candidate;
        plane = normal;
    }
    leave_out(slices, where, "another plane (image orientation) than the commonest",
              [&](const SliceInfo& slice) {
                  return slice.orientation && !is_same(normal_of(*slice.orientation), plane);
              });
}

// Of another series and of another grid.  Another series' UID alone proves nothing: anonymisers make new
// ones.
void leave_out_other_series(Selection& slices, const std::string& where) {
    const auto [series, of_series] =
        commonest(slices, [](const SliceInfo& slice) { return slice.kind.series; });
    if (2 * of_series <= slices.size()) return;
    const auto [grid, of_grid] = commonest(slices, [](const SliceInfo& slice) {
        return std::pair{size_of(slice), slice.spacing_mm};
    });
    leave_out(slices, where, "another series, of another grid",
              [&, &usual_series = series, &usual_grid = grid](const SliceInfo& slice) {
                  return slice.kind.series != usual_series &&
                         std::pair{size_of(slice), slice.spacing_mm} != usual_grid;
              });
}

}  // namespace

std::string names_of(const Selection& slices) {
    constexpr std::size_t kMostNames = 5;
    std::set<std::string> seen;
    std::string names;
    std::size_t more = 0;
    for (const SliceInfo* slice : slices) {
        std::string name = slice->file_name;
        if (slice->frame_index > 0) name += " (frame " + std::to_string(slice->frame_index + 1) + ")";
        if (!seen.insert(name).second) continue;
        if (seen.size() > kMostNames) {
            ++more;
        } else {
            names += (names.empty() ? "" : ", ") + name;
        }
    }
    return more == 0 ? names : names + " and " + std::to_string(more) + " more";
}

void warn_left_out(const Selection& gone, const std::string& where, const std::string& reason) {
    log_warning(where + ": " + names_of(gone) + " left out: " + reason);
}

Selection select_stack(Selection slices, const std::string& where) {
    if (slices.empty()) return slices;
    leave_out_copies(slices, where);
    leave_out_pictures(slices, where);
    leave_out_localizers(slices, where);
    leave_out_other_planes(slices, where);
    leave_out_other_series(slices, where);
    return slices;
}

}  // namespace lumbar
