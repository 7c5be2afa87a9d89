#include "dicom_pixels/pixel_decoder.h"

#include <algorithm>

#include "base/error.h"
#include "dicom_file/compressed_stream.h"
#include "dicom_file/element_walker.h"
#include "dicom_file/fragments.h"
#include "dicom_file/transfer_syntax.h"
#include "dicom_pixels/jpeg.h"
#include "dicom_pixels/jpeg2000.h"
#include "dicom_pixels/rle.h"

namespace lumbar {
namespace {

// Compressed files may promise far more pixels than they have bytes: that is fine for small images, and for
// large ones as far as real images go.
constexpr std::size_t kHarmlessPixels = std::size_t{1} << 24, kMaxPixelsPerByte = 2048;
// DCMTK's decoders count bytes in 32 bits.
constexpr std::size_t kMaxDecodedBytes = std::size_t{1} << 31;
// Writers that pad pixel data with zeros pad to blocks of this size.
constexpr std::size_t kMaxZeros = 512;

template <int N>
std::vector<std::uint32_t> assemble_samples(Bytes bytes, bool is_big_endian) {
    std::vector<std::uint32_t> samples(bytes.size() / N);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        for (int byte = 0; byte < N; ++byte) {
            const int significance = is_big_endian ? N - 1 - byte : byte;
            samples[i] |= std::uint32_t{bytes[i * N + static_cast<std::size_t>(byte)]} << (8 * significance);
        }
    }
    return samples;
}

const Element& find_pixels(const DataSet& data, const std::string& where) {
    const Element* pixels = data.find(kPixelDataTag);
    if (!pixels) throw Error({"the DICOM file has no pixels", where, "an image", "no pixel data"});
    return *pixels;
}

bool begins_with_item(Bytes bytes) {
    return bytes.size() >= kHeadBytes && read_u16(bytes, 0, false) == kItemTag >> 16 &&
           read_u16(bytes, 2, false) == (kItemTag & 0xFFFF);
}

bool is_all_zeros(Bytes bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) { return byte == 0; });
}

}  // namespace

PixelDecoder::PixelDecoder(const DicomFile& file, const std::filesystem::path& path)
    : where_(path.string()), transfer_syntax_(describe_transfer_syntax(file.transfer_syntax)) {
    const Element& pixels = find_pixels(file.data, where_);
    format_ = read_pixel_format(file.data, where_);
    // Other than a whole raw image, what begins with an item or a compressed stream is one.
    const bool is_odd = pixels.length != kUndefinedLength && pixels.length != format_.all_bytes();
    is_compressed_ =
        pixels.length == kUndefinedLength ||
        (is_odd && (begins_with_item(pixels.value) || kind_of_stream(pixels.value) != StreamKind::unknown));
    if (is_compressed_) {
        refuse_bombs(file.bytes->size());
        open_compressed(pixels);
    } else {
        open_raw(pixels, file.bytes->size());
    }
}

void PixelDecoder::open_raw(const Element& pixels, std::size_t file_bytes) {
    if (pixels.is_cut()) {
        throw Error({"the pixel data is cut off", where_, std::to_string(pixels.length) + " bytes of pixels",
                     "a file of " + std::to_string(file_bytes) + " bytes"});
    }
    const std::size_t found = pixels.value.size() / format_.frame_bytes();
    if (found == 0) {
        throw Error({"the pixel data is too short", where_,
                     std::to_string(format_.all_bytes()) + " bytes (" + format_.description() + ")",
                     std::to_string(pixels.value.size()) + " bytes"});
    }
    const bool misses_frames = found < static_cast<std::size_t>(format_.frames);
    if (misses_frames) miss_frames(found);
    is_big_endian_ = pixels.encoding.is_big_endian;
    Bytes value = pixels.value;
    // OW is a stream of 16-bit words: 8-bit pixels lie in them lower byte first, in whatever order words are.
    if (is_big_endian_ && format_.bits_allocated == 8 && pixels.vr_name() == "OW") value = swap_bytes(value);
    for (std::size_t i = 0; i < static_cast<std::size_t>(format_.frames); ++i) {
        frames_.push_back({value.subspan(i * format_.frame_bytes(), format_.frame_bytes())});
    }
    if (!misses_frames) take_surplus(value.subspan(format_.all_bytes()));
}

Bytes PixelDecoder::swap_bytes(Bytes words) {
    swapped_.assign(words.begin(), words.end());
    for (std::size_t i = 0; i + 1 < swapped_.size(); i += 2) std::swap(swapped_[i], swapped_[i + 1]);
    return swapped_;
}

// More pixels than rows and columns say: another image, which would look sheared.
void PixelDecoder::take_surplus(Bytes surplus) {
    if (surplus.size() <= 1) return;
    if (surplus.size() > kMaxZeros || !is_all_zeros(surplus)) {
        throw Error({"the pixel data is longer than the header says", where_,
                     std::to_string(format_.all_bytes()) + " bytes (" + format_.description() + ")",
                     std::to_string(format_.all_bytes() + surplus.size()) + " bytes"});
    }
    remarks_.push_back("has " + std::to_string(surplus.size()) + " zeros behind the pixels of its " +
                       format_.description());
}

void PixelDecoder::miss_frames(std::size_t found) {
    remarks_.push_back("promises " + std::to_string(format_.frames) + " frames, has " +
                       std::to_string(found));
    format_.frames = static_cast<int>(found);
}

void PixelDecoder::open_compressed(const Element& pixels) {
    const bool is_bare = pixels.length != kUndefinedLength && !begins_with_item(pixels.value);
    if (is_bare && pixels.is_cut()) {
        throw Error({"the pixel data is cut off", where_, std::to_string(pixels.length) + " bytes of pixels",
                     std::to_string(pixels.value.size()) + " bytes"});
    }
    const auto fragments =
        is_bare ? std::vector<Bytes>{pixels.value} : split_into_fragments(pixels.value, where_);
    if (fragments.empty()) {
        throw Error({"the compressed pixel data is empty", where_,
                     "an offset table and at least one fragment", "none"});
    }
    frames_ = group_into_frames(fragments);
    if (frames_.empty() || fragments.front().data() != frames_.front().front().data()) {
        throw Error({"cannot decode the pixels", where_, "RLE, JPEG, JPEG-LS or JPEG 2000",
                     "another kind of stream; transfer syntax " + transfer_syntax_});
    }
    const auto promised = static_cast<std::size_t>(format_.frames);
    if (frames_.size() < promised) miss_frames(frames_.size());
    if (frames_.size() > promised) {
        remarks_.push_back("promises " + std::to_string(promised) + " of the " +
                           std::to_string(frames_.size()) + " frames that it has; those are read");
        frames_.resize(promised);
    }
}

void PixelDecoder::refuse_bombs(std::size_t file_bytes) const {
    const std::size_t limit = std::max(kHarmlessPixels, kMaxPixelsPerByte * file_bytes);
    if (format_.all_pixels() <= limit && format_.all_bytes() < kMaxDecodedBytes) return;
    throw Error(
        {"the compressed image is too large for its file", where_,
         "at most " + std::to_string(limit) + " pixels and " + std::to_string(kMaxDecodedBytes) + " bytes",
         format_.description()});
}

std::vector<std::uint32_t> PixelDecoder::raw_samples(Bytes bytes) const {
    if (format_.bits_allocated == 16) return assemble_samples<2>(bytes, is_big_endian_);
    if (format_.bits_allocated == 32) return assemble_samples<4>(bytes, is_big_endian_);
    return assemble_samples<1>(bytes, is_big_endian_);
}

// A stream's bits are the lowest ones, whatever high bit the header states.  Of signed pixels its own highest
// bit is the sign, even where the stream says unsigned, as JPEG-LS always does.
PixelDecoder::Frame PixelDecoder::by_stream(DecodedFrame decoded) const {
    Frame frame{std::move(decoded.samples), format_};
    frame.format.bits_stored = decoded.precision;
    frame.format.high_bit = decoded.precision - 1;
    // MONOCHROME1 is turned within the range that the header states.
    frame.format.inverted_bits = std::max(format_.bits_stored, decoded.precision);
    return frame;
}

PixelDecoder::Frame PixelDecoder::decode(int index) const {
    const auto& pieces = frames_.at(static_cast<std::size_t>(index));
    if (!is_compressed_) return {raw_samples(pieces.front()), format_};
    const auto stream = joined(pieces);
    switch (kind_of_stream(stream)) {
        case StreamKind::rle:
            return {decode_rle(stream, format_, where_), format_};
        case StreamKind::jpeg2000:
            return by_stream(decode_jpeg2000(stream, format_, where_));
        default:
            break;
    }
    DecodedFrame decoded = decode_jpeg(stream, format_, where_);
    // A stream of more bits than are stored may hold others beside them.
    if (decoded.precision > format_.bits_stored) return {std::move(decoded.samples), format_};
    return by_stream(std::move(decoded));
}

std::uint64_t PixelDecoder::hash(int frame) const {
    std::uint64_t hash = 0xCBF29CE484222325;  // FNV-1a
    for (const Bytes piece : frames_.at(static_cast<std::size_t>(frame))) {
        for (const std::uint8_t byte : piece) hash = (hash ^ byte) * 0x100000001B3;
    }
    return hash;
}

}  // namespace lumbar
