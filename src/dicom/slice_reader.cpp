#include "dicom/slice_reader.h"

#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcmetinf.h>
#include <dcmtk/dcmdata/dcxfer.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "dicom/attributes.h"
#include "dicom/dicom_file.h"
#include "dicom/pixel_decoder.h"

namespace lumbar {
namespace {

struct Rescale {
    double slope = 1, intercept = 0;
};

// A slope of 0 or values beyond float say that the tags are rubbish: then they count as absent.
Rescale rescale_of(const FrameAttributes& attributes, const PixelFormat& format) {
    const Rescale rescale{attributes.rescale_slope.value_or(1), attributes.rescale_intercept.value_or(0)};
    const double farthest =
        std::abs(rescale.slope) * std::ldexp(1, format.bits_stored) + std::abs(rescale.intercept);
    if (rescale.slope == 0 || !(farthest < std::numeric_limits<float>::max())) return {};
    return rescale;
}

template <class Number>
void fill_pixels(const std::vector<std::uint32_t>& samples, const PixelFormat& format, const Rescale& rescale,
                 std::vector<float>& pixels) {
    const StoredValue<Number> value(format);
    if (rescale.slope == 1 && rescale.intercept == 0) {  // as most are
        std::transform(samples.begin(), samples.end(), pixels.begin(),
                       [&](std::uint32_t sample) { return static_cast<float>(value(sample)); });
        return;
    }
    std::transform(samples.begin(), samples.end(), pixels.begin(), [&](std::uint32_t sample) {
        return static_cast<float>(static_cast<double>(value(sample)) * rescale.slope + rescale.intercept);
    });
}

FloatStack to_pixels(const std::vector<std::uint32_t>& samples, const PixelFormat& format,
                     const Rescale& rescale) {
    FloatStack pixels(1, format.rows, format.columns);
    if (format.bits_stored < 31) {
        fill_pixels<std::int32_t>(samples, format, rescale, pixels.pixels);
    } else {
        fill_pixels<std::int64_t>(samples, format, rescale, pixels.pixels);
    }
    return pixels;
}

std::vector<Slice> decode_frames(const std::filesystem::path& path) {
    const auto file = open_dicom(path, Parse::everything);
    DcmDataset& dataset = *file->getDataset();
    PixelDecoder decoder(dataset, path);
    const auto instance_number = integer_of(dataset, DCM_InstanceNumber);
    std::vector<Slice> slices;
    for (int frame = 0; frame < decoder.format().frames; ++frame) {
        const FrameAttributes attributes = frame_attributes(dataset, frame);
        Slice& slice = slices.emplace_back();
        slice.pixels =
            to_pixels(decoder.samples(frame), decoder.format(), rescale_of(attributes, decoder.format()));
        slice.position_mm = attributes.position_mm;
        slice.instance_number = instance_number;
        slice.spacing_mm = attributes.spacing_mm;
        slice.file_name = path.filename().string();
        slice.frame_index = frame;
    }
    return slices;
}

DicomSummary summarize(const std::filesystem::path& path) {
    const auto file = open_dicom(path, Parse::up_to_pixels);
    DcmDataset& dataset = *file->getDataset();
    const FrameAttributes first = frame_attributes(dataset, 0);
    DicomSummary summary;
    const char* syntax = DcmXfer(dataset.getOriginalXfer()).getXferID();
    summary.transfer_syntax = syntax ? syntax : "";
    summary.modality = text_of(dataset, DCM_Modality);
    summary.series_description = text_of(dataset, DCM_SeriesDescription);
    summary.photometric_interpretation = text_of(dataset, DCM_PhotometricInterpretation);
    summary.rows = integer_of(dataset, DCM_Rows).value_or(0);
    summary.columns = integer_of(dataset, DCM_Columns).value_or(0);
    summary.frames = integer_of(dataset, DCM_NumberOfFrames).value_or(summary.rows > 0 ? 1 : 0);
    summary.bits_stored = integer_of(dataset, DCM_BitsStored).value_or(0);
    summary.is_signed = integer_of(dataset, DCM_PixelRepresentation).value_or(0) == 1;
    summary.instance_number = integer_of(dataset, DCM_InstanceNumber);
    summary.position_mm = first.position_mm;
    summary.spacing_mm = first.spacing_mm;
    summary.rescale_slope = first.rescale_slope;
    summary.rescale_intercept = first.rescale_intercept;
    return summary;
}

// Whatever the libraries throw becomes an Error that names the file.
template <class Work>
auto naming_the_file(const std::filesystem::path& path, Work work) {
    try {
        return work(path);
    } catch (const Error&) {
        throw;
    } catch (const std::exception& e) {
        throw Error({"cannot read the DICOM file", path.string(), "", e.what()});
    }
}

}  // namespace

std::vector<Slice> read_slices(const std::filesystem::path& path) {
    return naming_the_file(path, decode_frames);
}

DicomSummary summarize_dicom(const std::filesystem::path& path) {
    return naming_the_file(path, summarize);
}

}  // namespace lumbar
