#include "dicom/attributes.h"

#include <dcmtk/dcmdata/dcdeftag.h>

#include <cmath>
#include <utility>
#include <vector>

namespace lumbar {
namespace {

// The items that may hold a frame's attribute, nearest first.
std::vector<DcmItem*> places_of(DcmItem& dataset, const DcmTagKey& macro, int frame) {
    std::vector<DcmItem*> places;
    const auto look_in = [&](const DcmTagKey& groups, int index) {
        DcmItem *group = nullptr, *item = nullptr;
        if (dataset.findAndGetSequenceItem(groups, group, index).good() && group &&
            group->findAndGetSequenceItem(macro, item, 0).good() && item) {
            places.push_back(item);
        }
    };
    look_in(DCM_PerFrameFunctionalGroupsSequence, frame);
    look_in(DCM_SharedFunctionalGroupsSequence, 0);
    places.push_back(&dataset);
    return places;
}

template <class Read>
auto first_of(const std::vector<DcmItem*>& places, Read read) {
    decltype(read(*places.front())) value;
    for (DcmItem* place : places) {
        if ((value = read(*place))) break;
    }
    return value;
}

}  // namespace

std::optional<int> integer_of(DcmItem& item, const DcmTagKey& tag) {
    // Numbers are US or IS, depending on the tag; findAndGetLongInt takes either.
    long value = 0;
    if (item.findAndGetLongInt(tag, value).bad() || !std::in_range<int>(value)) return std::nullopt;
    return static_cast<int>(value);
}

std::optional<double> number_of(DcmItem& item, const DcmTagKey& tag, unsigned long index) {
    Float64 value = 0;
    if (item.findAndGetFloat64(tag, value, index).bad() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::string text_of(DcmItem& item, const DcmTagKey& tag) {
    OFString text;
    if (item.findAndGetOFString(tag, text).bad()) return {};
    return text.c_str();  // NOLINT(readability-redundant-string-cstr): OFString is not always std::string
}

FrameAttributes frame_attributes(DcmItem& dataset, int frame) {
    FrameAttributes found;
    found.position_mm = first_of(places_of(dataset, DCM_PlanePositionSequence, frame),
                                 [](DcmItem& item) { return numbers_of<3>(item, DCM_ImagePositionPatient); });
    found.spacing_mm = first_of(places_of(dataset, DCM_PixelMeasuresSequence, frame),
                                [](DcmItem& item) { return numbers_of<2>(item, DCM_PixelSpacing); });
    const auto transformations = places_of(dataset, DCM_PixelValueTransformationSequence, frame);
    found.rescale_slope =
        first_of(transformations, [](DcmItem& item) { return number_of(item, DCM_RescaleSlope); });
    found.rescale_intercept =
        first_of(transformations, [](DcmItem& item) { return number_of(item, DCM_RescaleIntercept); });
    return found;
}

}  // namespace lumbar
