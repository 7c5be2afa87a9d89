#include "dicom/slice_reader.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

#include "base/error.h"
#include "base/log.h"
#include "dicom/frame_attributes.h"
#include "dicom_file/attributes.h"
#include "dicom_file/dicom_file.h"
#include "dicom_pixels/pixel_decoder.h"

namespace lumbar {
namespace {

struct Line {
    double slope = 1, intercept = 0;
};

// A slope of 0 or values beyond float say that the tags are rubbish: then they count as absent.
Line line_of(const Rescale& rescale, const PixelFormat& format) {
    const Line line{rescale.slope.value_or(1), rescale.intercept.value_or(0)};
    const double farthest =
        std::abs(line.slope) * std::ldexp(1, format.bits_stored) + std::abs(line.intercept);
    if (line.slope == 0 || !(farthest < std::numeric_limits<float>::max())) return {};
    return line;
}

template <class Number>
void fill_pixels(const std::vector<std::uint32_t>& samples, const PixelFormat& format, const Line& line,
                 std::vector<float>& pixels) {
    const StoredValue<Number> value(format);
    if (line.slope == 1 && line.intercept == 0) {  // as most are
        std::transform(samples.begin(), samples.end(), pixels.begin(),
                       [&](std::uint32_t sample) { return static_cast<float>(value(sample)); });
        return;
    }
    std::transform(samples.begin(), samples.end(), pixels.begin(), [&](std::uint32_t sample) {
        return static_cast<float>(static_cast<double>(value(sample)) * line.slope + line.intercept);
    });
}

FloatStack to_pixels(const PixelDecoder::Frame& frame, const Rescale& rescale) {
    const PixelFormat& format = frame.format;
    FloatStack pixels(1, format.rows, format.columns);
    const Line line = line_of(rescale, format);
    if (std::max(format.bits_stored, format.inverted_bits) < 31) {
        fill_pixels<std::int32_t>(frame.samples, format, line, pixels.pixels);
    } else {
        fill_pixels<std::int64_t>(frame.samples, format, line, pixels.pixels);
    }
    return pixels;
}

// A file opened, and its frames found.
struct OpenedFile {
    explicit OpenedFile(const std::filesystem::path& path) : OpenedFile(open_dicom(path), path) {}
    OpenedFile(DicomFile opened, const std::filesystem::path& path)
        : file(std::move(opened)),
          decoder(file, path),
          attributes(file.data, decoder.format().frames, path.filename().string()),
          location(path) {}

    std::vector<std::string> remarks() const {
        auto all = file.remarks;
        all.insert(all.end(), decoder.remarks().begin(), decoder.remarks().end());
        return all;
    }
    SliceInfo info(int frame) const {
        SliceInfo info = attributes.info(frame);
        info.rows = decoder.format().rows;
        info.columns = decoder.format().columns;
        info.path = location;
        info.file_bytes = file.bytes->size();
        return info;
    }
    Slice slice(int frame) const {
        Slice slice;
        static_cast<SliceInfo&>(slice) = info(frame);
        slice.pixels = to_pixels(decoder.decode(frame), attributes.rescale(frame));
        return slice;
    }

    DicomFile file;
    PixelDecoder decoder;
    FrameAttributes attributes;
    std::filesystem::path location;
};

bool is_directory_of_media(const DataSet& data) {
    return text_of(data, 0x00080016) == "1.2.840.10008.1.3.10" || data.find(0x00041220);
}

DicomSummary summarize(const std::filesystem::path& path) {
    const DicomFile file = open_dicom(path);
    const DataSet& data = file.data;
    const FrameAttributes attributes(data, 1, path.filename().string());
    const SliceInfo first = attributes.info(0);
    DicomSummary summary;
    summary.transfer_syntax = file.transfer_syntax;
    summary.modality = text_of(data, 0x00080060);
    summary.series_description = text_of(data, 0x0008103E);
    summary.photometric_interpretation = text_of(data, 0x00280004);
    summary.rows = integer_of(data, 0x00280010).value_or(0);
    summary.columns = integer_of(data, 0x00280011).value_or(0);
    summary.frames = integer_of(data, 0x00280008).value_or(summary.rows > 0 ? 1 : 0);
    summary.bits_stored = integer_of(data, 0x00280101).value_or(0);
    summary.is_signed = integer_of(data, 0x00280103).value_or(0) == 1;
    summary.instance_number = first.instance_number;
    summary.position_mm = first.position_mm;
    summary.spacing_mm = first.spacing_mm;
    summary.rescale_slope = attributes.rescale(0).slope;
    summary.rescale_intercept = attributes.rescale(0).intercept;
    return summary;
}

SliceListing list(const std::filesystem::path& path, ReadingBudget* budget) {
    DicomFile file = open_dicom(path, budget);
    if (is_directory_of_media(file.data)) return {{}, {}, true};
    const OpenedFile opened(std::move(file), path);
    SliceListing listing{{}, opened.remarks(), false};
    for (int frame = 0; frame < opened.decoder.format().frames; ++frame) {
        listing.slices.push_back(opened.info(frame));
        listing.slices.back().pixel_hash = opened.decoder.hash(frame);
    }
    return listing;
}

std::vector<Slice> decode(const OpenedFile& opened, const std::vector<int>& frames) {
    std::vector<Slice> slices;
    for (const int frame : frames) slices.push_back(opened.slice(frame));
    return slices;
}

// A file that the system does not read is an Error that names it.  All else that is no Error is no fault of
// the file, but of the memory or of this program.
template <class Work>
auto naming_the_file(const std::filesystem::path& path, Work work) {
    try {
        return work(path);
    } catch (const std::filesystem::filesystem_error& e) {
        throw Error({"cannot read the DICOM file", path.string(), "", e.what()});
    }
}

}  // namespace

std::vector<Slice> read_slices(const std::filesystem::path& path) {
    return naming_the_file(path, [](const auto& file) {
        const OpenedFile opened(file);
        for (const std::string& remark : opened.remarks()) log_warning(file.string() + ": " + remark);
        std::vector<int> all(static_cast<std::size_t>(opened.decoder.format().frames));
        std::iota(all.begin(), all.end(), 0);
        return decode(opened, all);
    });
}

std::vector<Slice> read_frames(const std::filesystem::path& path, const std::vector<int>& frames) {
    return naming_the_file(path, [&](const auto& file) { return decode(OpenedFile(file), frames); });
}

SliceListing list_slices(const std::filesystem::path& path, ReadingBudget* budget) {
    return naming_the_file(path, [&](const auto& file) { return list(file, budget); });
}

DicomSummary summarize_dicom(const std::filesystem::path& path) {
    return naming_the_file(path, summarize);
}

}  // namespace lumbar
