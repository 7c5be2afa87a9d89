#include "dicom/image_kinds.h"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

#include "dicom_file/number_text.h"

namespace lumbar {
namespace {

// A group of images that share what a property says, as text that sorts as the property does.
struct Property {
    const char* name;
    bool prefers_first;  // value, though another may cover more places
    std::function<std::string(const SliceInfo&)> value;
};

std::string sortable(std::optional<double> number) {
    if (!number) return "";
    std::string text = std::to_string(*number);
    return std::string(text.size() < 24 ? 24 - text.size() : 0, '0') + text;
}

const std::array kProperties{
    Property{
        "magnitude and phase", true,
        [](const SliceInfo& s) { return shows_no_magnitude(s.kind.image_type) ? "phase" : "magnitude"; }},
    Property{
        "original and derived images", true,
        [](const SliceInfo& s) { return s.kind.image_type.starts_with("DERIVED") ? "later" : "earlier"; }},
    Property{"image types", false, [](const SliceInfo& s) { return s.kind.image_type; }},
    Property{"echoes", false, [](const SliceInfo& s) { return sortable(s.kind.echo); }},
    Property{"echo times", false, [](const SliceInfo& s) { return sortable(s.kind.echo_time_ms); }},
    Property{"series", false, [](const SliceInfo& s) { return s.kind.series; }},
    Property{"sequences", false, [](const SliceInfo& s) { return s.kind.sequence_name; }},
    Property{"acquisitions", false, [](const SliceInfo& s) { return sortable(s.kind.acquisition); }},
    Property{"points in time", false, [](const SliceInfo& s) { return sortable(s.kind.time_point); }},
    Property{"classes", false, [](const SliceInfo& s) { return s.kind.sop_class; }},
    Property{"sizes", false, [](const SliceInfo& s) { return sortable(s.rows) + sortable(s.columns); }},
};

// The number of each image's place.
std::vector<std::size_t> places_of(const std::vector<PlacedSlice>& slices) {
    std::vector<std::size_t> places(slices.size());
    for (std::size_t i = 1; i < slices.size(); ++i) {
        const bool is_next = slices[i - 1].place_mm - slices[i].place_mm > kSamePlace_mm;
        places[i] = places[i - 1] + (is_next ? 1 : 0);
    }
    return places;
}

bool is_one_a_place(const std::vector<std::size_t>& places) {
    return std::adjacent_find(places.begin(), places.end()) == places.end();
}

// The value to keep; empty optional if the property does not part images of the same place, or no value
// covers most of the places.
std::optional<std::string> value_to_keep(const std::vector<PlacedSlice>& slices,
                                         const std::vector<std::size_t>& places, const Property& property) {
    std::map<std::string, std::set<std::size_t>> covered;
    bool parts = false;
    std::vector<std::string> values;
    for (std::size_t i = 0; i < slices.size(); ++i) {
        values.push_back(property.value(*slices[i].slice));
        covered[values.back()].insert(places[i]);
        parts |= i > 0 && places[i] == places[i - 1] && values[i] != values[i - 1];
    }
    if (!parts) return std::nullopt;
    const auto covers_most = [&](const auto& entry) {
        return 4 * entry.second.size() >= 3 * (places.back() + 1);
    };
    if (property.prefers_first && covers_most(*covered.begin())) return covered.begin()->first;
    const auto most = std::max_element(covered.begin(), covered.end(), [](const auto& a, const auto& b) {
        return a.second.size() < b.second.size();
    });
    return covers_most(*most) ? std::optional(most->first) : std::nullopt;
}

void keep_value(std::vector<PlacedSlice>& slices, const Property& property, const std::string& value,
                const std::string& where) {
    Selection gone;
    std::vector<PlacedSlice> kept;
    for (const PlacedSlice& entry : slices) {
        if (property.value(*entry.slice) == value) {
            kept.push_back(entry);
        } else {
            gone.push_back(entry.slice);
        }
    }
    warn_left_out(gone, where, std::string("several ") + property.name + " at the same position");
    slices = std::move(kept);
}

// The first by instance number, then by the order that they are in.
void keep_first_of_each_place(std::vector<PlacedSlice>& slices, const std::string& where) {
    const auto places = places_of(slices);
    const auto number = [&](std::size_t i) {
        return slices[i].slice->instance_number.value_or(std::numeric_limits<int>::max());
    };
    std::vector<PlacedSlice> kept;
    Selection gone;
    for (std::size_t first = 0, last = 0; first < slices.size(); first = last) {
        std::size_t best = first;
        for (last = first; last < slices.size() && places[last] == places[first]; ++last) {
            if (number(last) < number(best)) best = last;
        }
        for (std::size_t i = first; i < last; ++i) {
            if (i == best) {
                kept.push_back(slices[i]);
            } else {
                gone.push_back(slices[i].slice);
            }
        }
    }
    warn_left_out(gone, where, "another image has the same position");
    slices = std::move(kept);
}

}  // namespace

bool shows_no_magnitude(const std::string& image_type) {
    constexpr std::array<std::string_view, 8> kOthers{"P",    "PHASE", "PHASE MAP", "R",
                                                      "REAL", "I",     "IMAGINARY", "VELOCITY MAP"};
    constexpr std::size_t kMostValues = 16;
    for (std::size_t i = 2; i < kMostValues; ++i) {  // behind ORIGINAL\PRIMARY
        const std::string_view value = value_at(image_type, i);
        if (value.starts_with("P_") || std::find(kOthers.begin(), kOthers.end(), value) != kOthers.end())
            return true;
    }
    return false;
}

std::vector<PlacedSlice> keep_one_image_a_place(std::vector<PlacedSlice> slices, const std::string& where) {
    for (const Property& property : kProperties) {
        const auto places = places_of(slices);
        if (is_one_a_place(places)) return slices;
        if (const auto value = value_to_keep(slices, places, property))
            keep_value(slices, property, *value, where);
    }
    if (!is_one_a_place(places_of(slices))) keep_first_of_each_place(slices, where);
    return slices;
}

}  // namespace lumbar
