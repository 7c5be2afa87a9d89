#include "dicom_pixels/slice_writer.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcfilefo.h>
#include <dcmtk/dcmdata/dcuid.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>
#include <vector>

#include "base/error.h"
#include "dicom_pixels/codecs.h"
#include "dicom_pixels/save_dicom.h"

namespace lumbar {
namespace {

constexpr int kBitsAllocated = 16, kMaxExtent = 65535;

// A dataset that remembers for which file it is meant, so that every refusal names it.
class DatasetWriter {
  public:
    DatasetWriter(DcmDataset& dataset, std::string where) : dataset_(dataset), where_(std::move(where)) {}

    void text(const DcmTagKey& tag, const std::string& value) {
        check_made(dataset_.putAndInsertString(tag, value.c_str()), where_);
    }
    void whole(const DcmTagKey& tag, int value) {
        check_made(dataset_.putAndInsertUint16(tag, static_cast<Uint16>(value)), where_);
    }
    template <class Numbers>
    void decimals(const DcmTagKey& tag, const Numbers& values) {
        std::string joined;
        for (const double value : values) {
            if (!joined.empty()) joined += '\\';
            joined += decimal_string(value);
        }
        text(tag, joined);
    }
    void pixels(const Stack<std::uint16_t>& stack) {
        check_made(dataset_.putAndInsertUint16Array(DCM_PixelData, stack.pixels.data(),
                                                    static_cast<unsigned long>(stack.pixels.size())),
                   where_);
    }

  private:
    // DICOM allows 16 characters: as many digits as fit.
    std::string decimal_string(double value) const {
        constexpr std::size_t kMaxCharacters = 16;
        char digits[40] = "";
        for (int precision = 15; precision > 0 && std::isfinite(value); --precision) {
            const int size = std::snprintf(digits, sizeof(digits), "%.*g", precision, value);
            if (static_cast<std::size_t>(size) <= kMaxCharacters) return digits;
        }
        throw Error({"cannot write the slice", where_, "finite numbers", std::to_string(value)},
                    ExitCode::output);
    }

    DcmDataset& dataset_;
    std::string where_;
};

void check_pixels(const Stack<std::uint16_t>& pixels, const SliceHeader& header, const std::string& where) {
    const auto refuse = [&](const char* expected, std::string found) {
        throw Error({"cannot write the slice", where, expected, std::move(found)}, ExitCode::output);
    };
    if (pixels.frames != 1 || pixels.height < 1 || pixels.height > kMaxExtent || pixels.width < 1 ||
        pixels.width > kMaxExtent || pixels.pixels.size() != pixels.frame_size()) {
        refuse("one frame of 1..65535 pixels a side", std::to_string(pixels.frames) + " frames of " +
                                                          std::to_string(pixels.height) + "x" +
                                                          std::to_string(pixels.width));
    }
    if (header.bits_stored < 1 || header.bits_stored > kBitsAllocated) {
        refuse("1..16 bits stored", std::to_string(header.bits_stored));
    }
    const int largest = *std::max_element(pixels.pixels.begin(), pixels.pixels.end());
    if (largest >= 1 << header.bits_stored) {
        refuse("pixels that fit the bits stored",
               std::to_string(largest) + " in " + std::to_string(header.bits_stored) + " bits");
    }
    if (header.instance_uid.empty() || header.series_uid.empty() || header.study_uid.empty()) {
        refuse("UIDs of study, series and instance", "an empty one");
    }
}

void put_identity(DatasetWriter& writer, const SliceHeader& header) {
    writer.text(DCM_SOPClassUID,
                header.is_secondary_capture ? UID_SecondaryCaptureImageStorage : UID_MRImageStorage);
    writer.text(DCM_SOPInstanceUID, header.instance_uid);
    writer.text(DCM_StudyInstanceUID, header.study_uid);
    writer.text(DCM_SeriesInstanceUID, header.series_uid);
    writer.text(DCM_FrameOfReferenceUID, header.study_uid);
    writer.text(DCM_PatientID, header.patient_id);
    writer.text(DCM_PatientName, header.patient_id);
    writer.text(DCM_Modality, "MR");
    writer.text(DCM_SeriesDescription, header.series_description);
    writer.text(DCM_SeriesNumber, std::to_string(header.series_number));
    writer.text(DCM_InstanceNumber, std::to_string(header.instance_number));
    // The standard wants these to be there, if only empty.
    for (const auto& tag : {DCM_StudyDate, DCM_StudyTime, DCM_AccessionNumber, DCM_Manufacturer,
                            DCM_ReferringPhysicianName, DCM_PatientBirthDate, DCM_PatientSex, DCM_StudyID,
                            DCM_PatientPosition, DCM_PositionReferenceIndicator}) {
        writer.text(tag, "");
    }
    writer.text(DCM_ImageType, header.image_type);
}

void put_acquisition(DatasetWriter& writer, const SliceHeader& header) {
    if (header.is_secondary_capture) {
        writer.text(DCM_ConversionType, "WSD");
        return;
    }
    // The standard wants these to be there, if only empty.
    for (const auto& tag : {DCM_ScanOptions, DCM_RepetitionTime, DCM_EchoTime, DCM_EchoTrainLength}) {
        writer.text(tag, "");
    }
    if (header.repetition_ms) writer.decimals(DCM_RepetitionTime, std::array{*header.repetition_ms});
    if (header.echo_ms) writer.decimals(DCM_EchoTime, std::array{*header.echo_ms});
    writer.text(DCM_ScanningSequence, "SE");
    writer.text(DCM_SequenceVariant, "NONE");
    writer.text(DCM_MRAcquisitionType, "2D");
    writer.decimals(DCM_ImagePositionPatient, header.position_mm);
    writer.decimals(DCM_ImageOrientationPatient, header.orientation);
    writer.decimals(DCM_PixelSpacing, header.spacing_mm);
    writer.decimals(DCM_SliceThickness, std::array{header.thickness_mm});
}

void put_image(DatasetWriter& writer, const Stack<std::uint16_t>& pixels, const SliceHeader& header) {
    writer.whole(DCM_SamplesPerPixel, 1);
    writer.text(DCM_PhotometricInterpretation, "MONOCHROME2");
    writer.whole(DCM_Rows, pixels.height);
    writer.whole(DCM_Columns, pixels.width);
    writer.whole(DCM_BitsAllocated, kBitsAllocated);
    writer.whole(DCM_BitsStored, header.bits_stored);
    writer.whole(DCM_HighBit, header.bits_stored - 1);
    writer.whole(DCM_PixelRepresentation, 0);
    writer.pixels(pixels);
}

}  // namespace

void write_slice(const std::filesystem::path& path, const Stack<std::uint16_t>& pixels,
                 const SliceHeader& header, PixelEncoding encoding) {
    prepare_dcmtk();
    check_pixels(pixels, header, path.string());
    DcmFileFormat file;
    DcmDataset& dataset = *file.getDataset();
    DatasetWriter writer(dataset, path.string());
    put_identity(writer, header);
    put_acquisition(writer, header);
    put_image(writer, pixels, header);
    save_dicom(file, encoding, path);
}

}  // namespace lumbar
