#include "dicom/series_header.h"

#include <vector>

#include "dicom/attributes.h"
#include "dicom/dicom_file.h"
#include "dicom/frame_attributes.h"

namespace lumbar {
namespace {

constexpr Tag kSharedGroups = 0x52009229, kPerFrameGroups = 0x52009230;
constexpr Tag kTiming = 0x00189112, kModifier = 0x00189115;
constexpr Tag kRepetitionTime = 0x00180080, kInversionTime = 0x00180082, kInversionTimes = 0x00189079;

// The attribute in a functional group of the shared ones, else of the first frame's, else in the data set.
std::optional<double> grouped_number(const DataSet& data, Tag macro, Tag in_macro, Tag in_data) {
    for (const Tag groups : {kSharedGroups, kPerFrameGroups}) {
        const auto items = data.items_of(groups);
        if (items.empty()) continue;
        for (const DataSet& group : items.front().items_of(macro)) {
            if (const auto number = number_of(group, in_macro)) return number;
        }
    }
    return number_of(data, in_data);
}

bool is_directory_of_media(const DataSet& data) {
    return text_of(data, 0x00080016) == "1.2.840.10008.1.3.10" || data.find(0x00041220);
}

void read_identity(const DataSet& data, SeriesHeader& header) {
    header.patient_id = text_of(data, 0x00100020);
    header.study_uid = text_of(data, 0x0020000D);
    header.series_uid = text_of(data, 0x0020000E);
    header.study_date = text_of(data, 0x00080020);
    header.series_date = text_of(data, 0x00080021);
    header.series_time = text_of(data, 0x00080031);
    header.modality = text_of(data, 0x00080060);
    header.sop_class = text_of(data, 0x00080016);
    header.study_description = text_of(data, 0x00081030);
    header.series_description = text_of(data, 0x0008103E);
    header.protocol = text_of(data, 0x00181030);
    header.body_part = text_of(data, 0x00180015);
}

void read_acquisition(const DataSet& data, const SliceInfo& first, SeriesHeader& header) {
    header.image_type = first.kind.image_type;
    header.echo_ms = first.kind.echo_time_ms;
    header.orientation = first.orientation;
    header.position_mm = first.position_mm;
    header.spacing_mm = first.spacing_mm;
    header.scanning_sequence = whole_text_of(data, 0x00180020);
    header.contrast_agent = text_of(data, 0x00180010);
    header.repetition_ms = grouped_number(data, kTiming, kRepetitionTime, kRepetitionTime);
    header.inversion_ms = grouped_number(data, kModifier, kInversionTimes, kInversionTime);
}

}  // namespace

SeriesHeader read_series_header(const std::filesystem::path& path) {
    const DicomFile file = open_dicom_header(path);
    SeriesHeader header;
    header.is_directory = is_directory_of_media(file.data);
    read_identity(file.data, header);
    header.rows = integer_of(file.data, 0x00280010).value_or(0);
    header.columns = integer_of(file.data, 0x00280011).value_or(0);
    header.frames = header.rows > 0 && header.columns > 0 ? integer_of(file.data, 0x00280008).value_or(1) : 0;
    const FrameAttributes attributes(file.data, 1, path.filename().string());
    read_acquisition(file.data, attributes.info(0), header);
    return header;
}

}  // namespace lumbar
