// A DICOM item and a tag in, a value out; empty if it is absent, malformed or not finite.
#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcitem.h>

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace lumbar {

std::optional<int> integer_of(DcmItem& item, const DcmTagKey& tag);
std::optional<double> number_of(DcmItem& item, const DcmTagKey& tag, unsigned long index = 0);
std::string text_of(DcmItem& item, const DcmTagKey& tag);  // "" if absent

template <std::size_t N>
std::optional<std::array<double, N>> numbers_of(DcmItem& item, const DcmTagKey& tag) {
    std::array<double, N> values;
    for (std::size_t i = 0; i < N; ++i) {
        const auto value = number_of(item, tag, static_cast<unsigned long>(i));
        if (!value) return std::nullopt;
        values[i] = *value;
    }
    return values;
}

// What a frame says of itself: in its own functional groups, else in the shared ones, else in the dataset.
struct FrameAttributes {
    std::optional<std::array<double, 3>> position_mm;
    std::optional<std::array<double, 2>> spacing_mm;
    std::optional<double> rescale_slope, rescale_intercept;
};
FrameAttributes frame_attributes(DcmItem& dataset, int frame);

}  // namespace lumbar
