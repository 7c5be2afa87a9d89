#include "dicom/frame_attributes.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "dicom/orientation.h"
#include "dicom_file/attributes.h"

namespace lumbar {
namespace {

constexpr Tag kPerFrameGroups = 0x52009230, kSharedGroups = 0x52009229;
constexpr Tag kPlanePosition = 0x00209113, kPlaneOrientation = 0x00209116, kPixelMeasures = 0x00289110;
constexpr Tag kPixelValueTransformation = 0x00289145, kMrEcho = 0x00189114, kMrFrameType = 0x00189226,
              kMrTiming = 0x00189112, kMrModifier = 0x00189115;
constexpr Tag kMacros[] = {kPlanePosition, kPlaneOrientation, kPixelMeasures, kPixelValueTransformation,
                           kMrEcho,        kMrFrameType,      kMrTiming,      kMrModifier};

// Beyond ten metres no patient lies.
constexpr double kFarthest_mm = 1e4;

template <class Read>
auto first_of(const std::vector<const DataSet*>& places, Read read) {
    decltype(read(*places.front())) value{};
    for (const DataSet* place : places) {
        if ((value = read(*place))) break;
    }
    return value;
}

std::vector<std::pair<Tag, DataSet>> macros_of(const DataSet& group) {
    std::vector<std::pair<Tag, DataSet>> macros;
    for (const Tag tag : kMacros) {
        auto items = group.items_of(tag);
        if (!items.empty()) macros.emplace_back(tag, std::move(items.front()));
    }
    return macros;
}

std::optional<Vector3> position_of(const DataSet& data) {
    const auto position = numbers_of<3>(data, 0x00200032);
    const bool is_usable = position && std::all_of(position->begin(), position->end(), [](double value) {
                               return std::abs(value) <= kFarthest_mm;
                           });
    return is_usable ? position : std::nullopt;
}

std::optional<Orientation> orientation_of(const DataSet& data) {
    const auto numbers = numbers_of<6>(data, 0x00200037);
    return numbers ? make_orientation(*numbers) : std::nullopt;
}

std::string frame_type_of(const std::vector<const DataSet*>& places) {
    std::string type;
    for (const Tag tag : {Tag{0x00089007}, Tag{0x00080008}}) {  // of the frame, of the image
        for (const DataSet* place : places) {
            if (type.empty()) type = whole_text_of(*place, tag);
        }
    }
    for (const DataSet* place : places) {  // complex image component
        const std::string component = text_of(*place, 0x00089208);
        if (!component.empty()) return type + "\\" + component;
    }
    return type;
}

}  // namespace

FrameAttributes::FrameAttributes(const DataSet& data, int frames, std::string file_name)
    : data_(data), frames_(frames), file_name_(std::move(file_name)) {
    for (const DataSet& group : data.items_of(kPerFrameGroups)) {
        if (per_frame_.size() == static_cast<std::size_t>(frames)) break;
        per_frame_.push_back(macros_of(group));
    }
    const auto shared = data.items_of(kSharedGroups);
    if (!shared.empty()) shared_ = macros_of(shared.front());
}

std::vector<const DataSet*> FrameAttributes::places_of(Tag macro, int frame) const {
    std::vector<const DataSet*> places;
    const auto look_in = [&](const std::vector<std::pair<Tag, DataSet>>& macros) {
        for (const auto& [tag, item] : macros) {
            if (tag == macro) places.push_back(&item);
        }
    };
    const auto index = static_cast<std::size_t>(frame);
    if (index < per_frame_.size()) look_in(per_frame_[index]);
    look_in(shared_);
    places.push_back(&data_);
    return places;
}

SliceInfo FrameAttributes::info(int frame) const {
    SliceInfo info;
    auto places = places_of(kPlanePosition, frame);
    if (frames_ > 1) places.pop_back();  // one position for all frames is none
    if (!places.empty()) info.position_mm = first_of(places, position_of);
    info.orientation = first_of(places_of(kPlaneOrientation, frame), orientation_of);
    info.spacing_mm = first_of(places_of(kPixelMeasures, frame),
                               [](const DataSet& data) { return numbers_of<2>(data, 0x00280030); });
    info.instance_number = integer_of(data_, 0x00200013);
    info.instance_uid = text_of(data_, 0x00080018);
    info.file_name = file_name_;
    info.frame_index = frame;
    info.frames_in_file = frames_;
    info.kind.image_type = frame_type_of(places_of(kMrFrameType, frame));
    info.kind.sop_class = text_of(data_, 0x00080016);
    info.kind.series = text_of(data_, 0x0020000E);
    info.kind.echo = integer_of(data_, 0x00180086);
    info.kind.acquisition = integer_of(data_, 0x00200012);
    info.kind.time_point = integer_of(data_, 0x00200100);
    info.kind.sequence_name = text_of(data_, 0x00180024);
    info.kind.echo_time_ms = first_of(places_of(kMrEcho, frame), [](const DataSet& data) {
        const auto effective = number_of(data, 0x00189082);
        return effective ? effective : number_of(data, 0x00180081);
    });
    return info;
}

Rescale FrameAttributes::rescale(int frame) const {
    const auto places = places_of(kPixelValueTransformation, frame);
    return {first_of(places, [](const DataSet& data) { return number_of(data, 0x00281053); }),
            first_of(places, [](const DataSet& data) { return number_of(data, 0x00281052); })};
}

Timing FrameAttributes::timing(int frame) const {
    return {first_of(places_of(kMrTiming, frame),
                     [](const DataSet& data) { return number_of(data, 0x00180080); }),
            first_of(places_of(kMrModifier, frame), [](const DataSet& data) {
                const auto in_macro = number_of(data, 0x00189079);
                return in_macro ? in_macro : number_of(data, 0x00180082);
            })};
}

}  // namespace lumbar
