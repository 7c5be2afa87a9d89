#include "dicom_pixels/jpeg.h"

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcdatset.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcpixel.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>

#include <cstdint>
#include <memory>

#include "base/error.h"
#include "dicom_pixels/codecs.h"
#include "dicom_pixels/jpeg_header.h"

namespace lumbar {
namespace {

void check_image(const JpegHeader& header, const PixelFormat& format, const std::string& where) {
    const bool equal = (header.rows == format.rows || header.rows == 0) && header.columns == format.columns &&
                       header.components == 1;
    if (equal && header.precision <= format.bits_allocated) return;
    throw Error({"the JPEG stream holds another image than the header promises", where, format.description(),
                 std::to_string(header.rows) + "x" + std::to_string(header.columns) + ", " +
                     std::to_string(header.components) + " components of " +
                     std::to_string(header.precision) + " bits"});
}

E_TransferSyntax syntax_of(const JpegHeader& header, const std::string& where) {
    switch (header.process) {
        case 0xC0:
            return EXS_JPEGProcess1;
        case 0xC1:
            return EXS_JPEGProcess2_4;
        case 0xC2:
            return EXS_JPEGProcess10_12;
        case 0xC3:
            return EXS_JPEGProcess14;
        case 0xF7:
            return EXS_JPEGLSLossless;
        default:
            break;
    }
    throw Error({"cannot decode this kind of JPEG", where,
                 "baseline, extended, progressive, lossless or JPEG-LS",
                 "process SOF" + std::to_string(header.process - 0xC0)});
}

void put(DcmDataset& dataset, const DcmTagKey& tag, int value) {
    dataset.putAndInsertUint16(tag, static_cast<Uint16>(value));
}

// A data set of this one picture, with the bits that the stream says it has.
void describe(DcmDataset& dataset, const JpegHeader& header, const PixelFormat& format) {
    put(dataset, DCM_SamplesPerPixel, 1);
    dataset.putAndInsertString(DCM_PhotometricInterpretation, "MONOCHROME2");
    put(dataset, DCM_Rows, format.rows);
    put(dataset, DCM_Columns, format.columns);
    put(dataset, DCM_BitsAllocated, header.precision <= 8 ? 8 : 16);
    put(dataset, DCM_BitsStored, header.precision);
    put(dataset, DCM_HighBit, header.precision - 1);
    put(dataset, DCM_PixelRepresentation, 0);
}

OFCondition insert_stream(DcmDataset& dataset, const std::vector<std::uint8_t>& stream,
                          E_TransferSyntax syntax) {
    auto table = std::make_unique<DcmPixelItem>(DCM_PixelItemTag);
    auto item = std::make_unique<DcmPixelItem>(DCM_PixelItemTag);
    std::vector<std::uint8_t> even = stream;
    even.resize(even.size() + even.size() % 2);
    const OFCondition status = item->putUint8Array(even.data(), static_cast<unsigned long>(even.size()));
    if (status.bad()) return status;
    auto sequence = std::make_unique<DcmPixelSequence>(DCM_PixelSequenceTag);
    sequence->insert(table.release());
    sequence->insert(item.release());
    auto pixels = std::make_unique<DcmPixelData>(DCM_PixelData);
    pixels->putOriginalRepresentation(syntax, nullptr, sequence.release());
    return dataset.insert(pixels.release(), OFTrue);
}

// Empty if there are too few.
std::vector<std::uint32_t> decoded_samples(DcmDataset& dataset, int precision, std::size_t wanted) {
    unsigned long count = 0;
    const Uint8* bytes = nullptr;
    const Uint16* words = nullptr;
    if (precision <= 8) {
        dataset.findAndGetUint8Array(DCM_PixelData, bytes, &count);
        if (bytes && count >= wanted) return {bytes, bytes + wanted};
    } else {
        dataset.findAndGetUint16Array(DCM_PixelData, words, &count);
        if (words && count >= wanted) return {words, words + wanted};
    }
    return {};
}

}  // namespace

DecodedFrame decode_jpeg(const std::vector<std::uint8_t>& stream, const PixelFormat& format,
                         const std::string& where) {
    const auto fail = [&](const std::string& found) {
        return Error(
            {"cannot decode the JPEG pixels", where, "a whole stream (" + format.description() + ")", found});
    };
    const auto header = read_jpeg_header(stream);
    if (!header) throw fail("no frame header");
    check_image(*header, format, where);
    if (!has_end_of_image(stream)) throw fail("one without an end");
    prepare_dcmtk();
    const E_TransferSyntax syntax = syntax_of(*header, where);
    DcmDataset dataset;
    describe(dataset, *header, format);
    OFCondition status = insert_stream(dataset, stream, syntax);
    forget_decoder_warning();
    if (status.good()) status = dataset.chooseRepresentation(EXS_LittleEndianExplicit, nullptr);
    if (status.bad()) throw fail(status.text());
    if (!decoder_warning().empty()) throw fail(decoder_warning());
    DecodedFrame decoded{decoded_samples(dataset, header->precision, format.frame_pixels()),
                         header->precision};
    if (decoded.samples.empty()) throw fail("too few pixels");
    return decoded;
}

}  // namespace lumbar
