#include "dicom/series_header.h"

#include "archive/data_file.h"
#include "dicom/frame_attributes.h"
#include "dicom_file/attributes.h"
#include "dicom_file/dicom_file.h"

namespace lumbar {
namespace {

void read_identity(const DataSet& data, SeriesHeader& header) {
    header.patient_id = text_of(data, 0x00100020);
    header.study_uid = text_of(data, 0x0020000D);
    header.series_uid = text_of(data, 0x0020000E);
    header.series_date = text_of(data, 0x00080021);
    header.series_time = text_of(data, 0x00080031);
    header.modality = text_of(data, 0x00080060);
    header.sop_class = text_of(data, 0x00080016);
    header.series_description = text_of(data, 0x0008103E);
    header.protocol = text_of(data, 0x00181030);
    header.body_part = text_of(data, 0x00180015);
}

void read_acquisition(const DataSet& data, const FrameAttributes& attributes, SeriesHeader& header) {
    const SliceInfo first = attributes.info(0);
    header.image_type = first.kind.image_type;
    header.echo_ms = first.kind.echo_time_ms;
    header.orientation = first.orientation;
    header.position_mm = first.position_mm;
    header.spacing_mm = first.spacing_mm;
    header.scanning_sequence = whole_text_of(data, 0x00180020);
    header.contrast_agent = text_of(data, 0x00180010);
    const Timing timing = attributes.timing(0);
    header.repetition_ms = timing.repetition_ms;
    header.inversion_ms = timing.inversion_ms;
}

}  // namespace

SeriesHeader read_series_header(const DataFile& from, ReadingBudget* budget) {
    const DicomFile file = open_dicom_header(from, budget);
    SeriesHeader header;
    read_identity(file.data, header);
    header.rows = integer_of(file.data, 0x00280010).value_or(0);
    header.columns = integer_of(file.data, 0x00280011).value_or(0);
    header.frames = header.rows > 0 && header.columns > 0 ? integer_of(file.data, 0x00280008).value_or(1) : 0;
    read_acquisition(file.data, FrameAttributes(file.data, 1, from.path().filename().string()), header);
    return header;
}

SeriesHeader read_series_header(const std::filesystem::path& path, ReadingBudget* budget) {
    return read_series_header(DataFile(path), budget);
}

}  // namespace lumbar
