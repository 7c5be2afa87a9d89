#include "dicom_out/secondary_capture.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcuid.h>

#include <map>
#include <memory>
#include <string>

#include "archive/data_file.h"
#include "config/version.h"
#include "dicom_file/attributes.h"
#include "dicom_file/dicom_file.h"
#include "dicom_out/annotated_slice.h"
#include "dicom_out/content_uid.h"
#include "dicom_out/report_content.h"
#include "dicom_pixels/save_dicom.h"

namespace lumbar {
namespace {

constexpr int kSliceSeriesNumber = 9902;

void put_text(DcmItem& item, const DcmTagKey& tag, const std::string& value, const std::string& where) {
    check_made(item.putAndInsertString(tag, value.c_str()), where);
}

void put_pixels(DcmDataset& dataset, const Picture& picture, const std::string& where) {
    const auto whole = [&](const DcmTagKey& tag, int value) {
        check_made(dataset.putAndInsertUint16(tag, static_cast<Uint16>(value)), where);
    };
    whole(DCM_SamplesPerPixel, picture.channels);
    put_text(dataset, DCM_PhotometricInterpretation, "RGB", where);
    whole(DCM_PlanarConfiguration, 0);
    whole(DCM_Rows, picture.height);
    whole(DCM_Columns, picture.width);
    whole(DCM_BitsAllocated, 8);
    whole(DCM_BitsStored, 8);
    whole(DCM_HighBit, 7);
    whole(DCM_PixelRepresentation, 0);
    auto pixels = picture.pixels;
    if (pixels.size() % 2 == 1) pixels.push_back(0);  // a value has an even number of bytes
    check_made(dataset.putAndInsertUint8Array(DCM_PixelData, pixels.data(), pixels.size()), where);
}

// Once lossy, always lossy: what the source says of it goes on.
void put_compression(DcmDataset& dataset, const ReportedSeries& series, const std::string& where) {
    const DicomFile source = open_dicom_header(DataFile(series.file));
    if (text_of(source.data, 0x00282110) != "01") return;
    put_text(dataset, DCM_LossyImageCompression, "01", where);
    const std::string ratio = whole_text_of(source.data, 0x00282112),
                      method = whole_text_of(source.data, 0x00282114);
    if (!ratio.empty()) put_text(dataset, DCM_LossyImageCompressionRatio, ratio, where);
    if (!method.empty()) put_text(dataset, DCM_LossyImageCompressionMethod, method, where);
}

void put_source(DcmDataset& dataset, const ReportedSeries& series, const std::string& where) {
    const auto index = static_cast<std::size_t>(series.frame);
    if (index >= series.sources.size() || !can_be_referenced(series.sources[index])) return;
    const FrameSource& source = series.sources[index];
    DcmItem* item = nullptr;
    check_made(dataset.findOrCreateSequenceItem(DCM_SourceImageSequence, item, 0), where);
    put_text(*item, DCM_ReferencedSOPClassUID, source.sop_class, where);
    put_text(*item, DCM_ReferencedSOPInstanceUID, source.instance_uid, where);
    if (const int frame = referenced_frame(source); frame > 0) {
        put_text(*item, DCM_ReferencedFrameNumber, std::to_string(frame), where);
    }
    put_codes(*item, DCM_PurposeOfReferenceCodeSequence, {codes::kSourceImage});
}

void put_image(DcmDataset& dataset, const ReportedSeries& series, const std::string& where) {
    put_text(dataset, DCM_SOPClassUID, UID_SecondaryCaptureImageStorage, where);
    put_text(dataset, DCM_ConversionType, "WSD", where);  // workstation
    put_text(dataset, DCM_SecondaryCaptureDeviceManufacturer, "lumbar", where);
    put_text(dataset, DCM_SecondaryCaptureDeviceManufacturerModelName, "lumbar", where);
    put_text(dataset, DCM_SecondaryCaptureDeviceSoftwareVersions, std::string(version()), where);
    put_text(dataset, DCM_ImageType, "DERIVED\\SECONDARY", where);
    put_text(dataset, DCM_BurnedInAnnotation, "YES", where);
    put_text(dataset, DCM_BodyPartExamined, "LSPINE", where);
    put_text(dataset, DCM_PatientOrientation, series.is_upright ? "P\\F" : "", where);
    put_text(
        dataset, DCM_DerivationDescription,
        "Slice with the points that lumbar found, the outlines of the crops that it graded, and marks of the "
        "patient's sides; windowed to 8 bits. Not a medical device.",
        where);
    put_text(dataset, DCM_ImageComments, kNoMedicalDevice, where);
    put_source(dataset, series, where);
    put_compression(dataset, series, where);
    put_pixels(dataset, draw_annotated_slice(series), where);
}

struct Unsaved {
    std::unique_ptr<DcmFileFormat> file;
    std::filesystem::path path;
    std::string uid;
    SeriesKind kind = SeriesKind::sagittal_t1;
};

}  // namespace

std::vector<std::string> annotated_slice_names(const StudyReport& report) {
    std::map<SeriesKind, int> counts;
    std::vector<std::string> names;
    for (const ReportedSeries& series : report.series) {
        const int number = ++counts[series.kind];
        names.push_back(series.kind == SeriesKind::sagittal_t1 ? "annotated_t1" : "annotated_t2");
        if (number > 1) names.back() += "_" + std::to_string(number);
        names.back() += ".dcm";
    }
    return names;
}

std::vector<AnnotatedImage> write_annotated_slices(const std::filesystem::path& folder,
                                                   const StudyReport& report, const StudyIdentity& identity,
                                                   const Moment& moment) {
    prepare_to_write(folder.string());
    std::vector<Unsaved> images;
    std::string all_uids = "series of";
    const auto names = annotated_slice_names(report);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const ReportedSeries& series = report.series[i];
        const auto path = folder / names[i];
        Unsaved& image = images.emplace_back();
        image.file = std::make_unique<DcmFileFormat>();
        image.path = path;
        image.kind = series.kind;
        DcmDataset& dataset = *image.file->getDataset();
        put_image(dataset, series, path.string());
        put_header(dataset, identity,
                   {"OT", "lumbar: annotated slices", kSliceSeriesNumber, static_cast<int>(images.size())},
                   path.string());
        image.uid = uid_of(dataset, path.string());
        all_uids += " " + image.uid;
    }
    const std::string series_uid = content_uid(all_uids);
    std::vector<AnnotatedImage> written;
    for (const Unsaved& image : images) {
        put_uids_and_times(*image.file->getDataset(), image.uid, series_uid, moment);
        save_dicom(*image.file, PixelEncoding::raw, image.path);
        written.push_back({image.kind, series_uid, image.uid});
    }
    return written;
}

}  // namespace lumbar
