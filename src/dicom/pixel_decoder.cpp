#include "dicom/pixel_decoder.h"

#include <dcmtk/dcmdata/dccodec.h>
#include <dcmtk/dcmdata/dcdeftag.h>
#include <dcmtk/dcmdata/dcpixseq.h>
#include <dcmtk/dcmdata/dcpxitem.h>

#include <algorithm>

#include "base/error.h"
#include "dicom/jpeg2000.h"
#include "dicom/jpeg_header.h"

namespace lumbar {
namespace {

// Compressed files may promise far more pixels than they have bytes: that is fine for small images, and for
// large ones as far as real images go.
constexpr std::size_t kHarmlessPixels = std::size_t{1} << 24, kMaxPixelsPerByte = 2048;
// DCMTK's decoders count bytes in 32 bits.
constexpr std::size_t kMaxDecodedBytes = std::size_t{1} << 31;

DcmPixelData& find_pixels(DcmDataset& dataset, const std::string& where) {
    DcmElement* element = nullptr;
    dataset.findAndGetElement(DCM_PixelData, element);
    auto* pixels = dynamic_cast<DcmPixelData*>(element);
    if (!pixels) throw Error({"the DICOM file has no pixels", where, "an image", "no pixel data"});
    return *pixels;
}

bool is_jpeg2000(E_TransferSyntax syntax) {
    return syntax == EXS_JPEG2000LosslessOnly || syntax == EXS_JPEG2000;
}

template <int N>
std::vector<std::uint32_t> assemble_samples(const std::vector<std::uint8_t>& bytes, E_ByteOrder order) {
    std::vector<std::uint32_t> samples(bytes.size() / N);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        for (int byte = 0; byte < N; ++byte) {
            const int significance = order == EBO_LittleEndian ? byte : N - 1 - byte;
            samples[i] |= std::uint32_t{bytes[i * N + static_cast<std::size_t>(byte)]} << (8 * significance);
        }
    }
    return samples;
}

}  // namespace

PixelDecoder::PixelDecoder(DcmDataset& dataset, const std::filesystem::path& path)
    : dataset_(dataset), where_(path.string()), pixel_data_(&find_pixels(dataset, where_)) {
    format_ = read_pixel_format(dataset, where_);
    const DcmXfer transfer(dataset.getOriginalXfer());
    byte_order_ = transfer.getByteOrder() == EBO_BigEndian ? EBO_BigEndian : EBO_LittleEndian;
    if (transfer.isEncapsulated()) open_compressed(transfer, path);
    if (is_jpeg2000_) return;
    // OW is a stream of 16-bit words: 8-bit pixels lie in them lower byte first, in whatever order words are.
    if (format_.bits_allocated == 8 && pixel_data_->getVR() == EVR_OW) byte_order_ = EBO_LittleEndian;
    check_length();
}

void PixelDecoder::open_compressed(const DcmXfer& transfer, const std::filesystem::path& path) {
    refuse_bombs(path);
    const OFCondition status =
        pixel_data_->getEncapsulatedRepresentation(transfer.getXfer(), nullptr, fragments_);
    if (status.bad() || !fragments_ || fragments_->card() < 2) {
        throw Error({"the compressed pixel data is empty", where_,
                     "an offset table and at least one fragment", status.bad() ? status.text() : "none"});
    }
    refuse_other_sizes();
    is_jpeg2000_ = is_jpeg2000(transfer.getXfer());
    if (is_jpeg2000_) {
        format_.high_bit = format_.bits_stored - 1;  // the codestream has no unused bits below
    } else {
        decompress(transfer);
    }
}

void PixelDecoder::decompress(const DcmXfer& transfer) {
    const OFCondition status = dataset_.chooseRepresentation(EXS_LittleEndianExplicit, nullptr);
    if (status.bad()) {
        throw Error({"cannot decode the pixels", where_, "a whole image in a known transfer syntax",
                     std::string(status.text()) + " (" + transfer.getXferName() + ")"});
    }
    pixel_data_ = &find_pixels(dataset_, where_);
    format_ = read_pixel_format(dataset_, where_);  // a decoder corrects what it knows better
    byte_order_ = EBO_LittleEndian;
}

void PixelDecoder::refuse_bombs(const std::filesystem::path& path) const {
    const std::size_t limit = std::max(kHarmlessPixels, kMaxPixelsPerByte * std::filesystem::file_size(path));
    if (format_.all_pixels() <= limit && format_.all_bytes() < kMaxDecodedBytes) return;
    throw Error(
        {"the compressed image is too large for its file", where_,
         "at most " + std::to_string(limit) + " pixels and " + std::to_string(kMaxDecodedBytes) + " bytes",
         format_.description()});
}

// DCMTK fills what a smaller JPEG leaves empty, and squeezes nothing: better no image than a torn one.
void PixelDecoder::refuse_other_sizes() const {
    for (Uint32 i = 1; i < fragments_->card(); ++i) {
        const auto header = read_jpeg_header(fragment(i));
        if (!header) continue;
        const bool equal = (header->rows == format_.rows || header->rows == 0) &&
                           header->columns == format_.columns && header->components == 1;
        if (equal && header->precision <= format_.bits_allocated) continue;
        throw Error({"the JPEG stream holds another image than the header promises", where_,
                     format_.description(),
                     std::to_string(header->rows) + "x" + std::to_string(header->columns) + ", " +
                         std::to_string(header->components) + " components of " +
                         std::to_string(header->precision) + " bits"});
    }
}

void PixelDecoder::check_length() const {
    const std::size_t found = pixel_data_->getLength(dataset_.getCurrentXfer());
    if (found >= format_.all_bytes()) return;
    throw Error({"the pixel data is too short", where_,
                 std::to_string(format_.all_bytes()) + " bytes (" + format_.description() + ")",
                 std::to_string(found) + " bytes"});
}

std::span<const std::uint8_t> PixelDecoder::fragment(Uint32 index) const {
    DcmPixelItem* item = nullptr;
    Uint8* bytes = nullptr;
    if (fragments_->getItem(item, index).bad() || item->getUint8Array(bytes).bad()) {
        throw Error({"cannot read the compressed pixels", where_, format_.description(),
                     "no fragment " + std::to_string(index)});
    }
    if (!bytes) return {};
    return {bytes, item->getLength()};
}

std::vector<std::uint8_t> PixelDecoder::fragments_of(int frame) const {
    const auto start_of = [&](int index) {
        Uint32 first = static_cast<Uint32>(fragments_->card());
        if (index == format_.frames) return first;
        const auto status =
            DcmCodec::determineStartFragment(static_cast<Uint32>(index), format_.frames, fragments_, first);
        if (status.good()) return first;
        throw Error(
            {"cannot find frame " + std::to_string(index + 1), where_, format_.description(), status.text()});
    };
    std::vector<std::uint8_t> stream;
    for (Uint32 i = start_of(frame), end = start_of(frame + 1); i < end; ++i) {
        const auto bytes = fragment(i);
        stream.insert(stream.end(), bytes.begin(), bytes.end());
    }
    return stream;
}

std::vector<std::uint32_t> PixelDecoder::samples(int frame) {
    if (is_jpeg2000_) return decode_jpeg2000(fragments_of(frame), format_, where_);
    std::vector<std::uint8_t> bytes(format_.frame_bytes());
    const auto offset = static_cast<Uint32>(format_.frame_bytes() * static_cast<std::size_t>(frame));
    const OFCondition status = pixel_data_->getPartialValue(
        bytes.data(), offset, static_cast<Uint32>(bytes.size()), &cache_, byte_order_);
    if (status.bad()) {
        throw Error({"cannot read the pixels of frame " + std::to_string(frame + 1), where_,
                     format_.description(), status.text()});
    }
    if (format_.bits_allocated == 8) return assemble_samples<1>(bytes, byte_order_);
    if (format_.bits_allocated == 16) return assemble_samples<2>(bytes, byte_order_);
    return assemble_samples<4>(bytes, byte_order_);
}

}  // namespace lumbar
