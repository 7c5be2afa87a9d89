#include "dicom_pixels/jpeg2000.h"

#include <openjpeg.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "base/error.h"

namespace lumbar {
namespace {

struct Memory {
    const std::vector<std::uint8_t>& bytes;
    std::size_t at = 0;
};

constexpr auto kEnd = static_cast<OPJ_SIZE_T>(-1);  // OpenJPEG's sign for the end of the stream

OPJ_SIZE_T read_memory(void* target, OPJ_SIZE_T wanted, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    const std::size_t size = std::min<std::size_t>(wanted, memory.bytes.size() - memory.at);
    if (size == 0) return kEnd;
    std::memcpy(target, memory.bytes.data() + memory.at, size);
    memory.at += size;
    return size;
}

OPJ_OFF_T skip_memory(OPJ_OFF_T wanted, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    const auto size = static_cast<OPJ_OFF_T>(memory.bytes.size()), from = static_cast<OPJ_OFF_T>(memory.at);
    if (wanted < -from) return -1;
    const OPJ_OFF_T to = wanted > size - from ? size : from + wanted;
    memory.at = static_cast<std::size_t>(to);
    return to - from;
}

OPJ_BOOL seek_memory(OPJ_OFF_T to, void* user) {
    auto& memory = *static_cast<Memory*>(user);
    if (to < 0 || static_cast<std::size_t>(to) > memory.bytes.size()) return OPJ_FALSE;
    memory.at = static_cast<std::size_t>(to);
    return OPJ_TRUE;
}

void keep_first_message(const char* message, void* user) {
    auto& reason = *static_cast<std::string*>(user);
    if (!reason.empty() || !message) return;
    reason = message;
    while (!reason.empty() && (reason.back() == '\n' || reason.back() == ' ')) reason.pop_back();
}

using Stream = std::unique_ptr<opj_stream_t, decltype(&opj_stream_destroy)>;
using Codec = std::unique_ptr<opj_codec_t, decltype(&opj_destroy_codec)>;
using Image = std::unique_ptr<opj_image_t, decltype(&opj_image_destroy)>;

Stream open_stream(Memory& memory) {
    Stream stream(opj_stream_default_create(OPJ_TRUE), opj_stream_destroy);
    if (!stream) throw std::bad_alloc();
    opj_stream_set_user_data(stream.get(), &memory, nullptr);
    opj_stream_set_user_data_length(stream.get(), memory.bytes.size());
    opj_stream_set_read_function(stream.get(), read_memory);
    opj_stream_set_skip_function(stream.get(), skip_memory);
    opj_stream_set_seek_function(stream.get(), seek_memory);
    return stream;
}

// DICOM wants the bare codestream; some writers put a whole JP2 file there.
OPJ_CODEC_FORMAT format_of(const std::vector<std::uint8_t>& bytes) {
    constexpr std::uint8_t kJp2[] = {0, 0, 0, 12, 'j', 'P', ' ', ' '};
    return bytes.size() >= sizeof(kJp2) && std::equal(std::begin(kJp2), std::end(kJp2), bytes.begin())
               ? OPJ_CODEC_JP2
               : OPJ_CODEC_J2K;
}

Codec open_codec(const std::vector<std::uint8_t>& bytes, std::string& reason) {
    Codec codec(opj_create_decompress(format_of(bytes)), opj_destroy_codec);
    if (!codec) throw std::bad_alloc();
    opj_set_error_handler(codec.get(), keep_first_message, &reason);
    opj_dparameters_t parameters;
    opj_set_default_decoder_parameters(&parameters);
    if (!opj_setup_decoder(codec.get(), &parameters)) throw std::bad_alloc();
#if OPJ_VERSION_MAJOR > 2 || OPJ_VERSION_MINOR >= 5
    opj_decoder_set_strict_mode(codec.get(), OPJ_TRUE);
#endif
    return codec;
}

void check_image(const opj_image_t& image, const PixelFormat& format, const std::string& where) {
    const OPJ_UINT32 rows = image.y1 - image.y0, columns = image.x1 - image.x0;
    const OPJ_UINT32 precision = image.numcomps > 0 ? image.comps[0].prec : 0;
    if (image.numcomps == 1 && rows == static_cast<OPJ_UINT32>(format.rows) &&
        columns == static_cast<OPJ_UINT32>(format.columns) && image.comps[0].dx == 1 &&
        image.comps[0].dy == 1 && precision <= static_cast<OPJ_UINT32>(format.bits_allocated)) {
        return;
    }
    throw Error(
        {"the JPEG 2000 stream holds another image than the header promises", where, format.description(),
         std::to_string(rows) + "x" + std::to_string(columns) + ", " + std::to_string(image.numcomps) +
             " components of " + std::to_string(precision) + " bits"});
}

}  // namespace

DecodedFrame decode_jpeg2000(const std::vector<std::uint8_t>& stream, const PixelFormat& format,
                             const std::string& where) {
    std::string reason;
    const auto fail = [&] {
        return Error({"cannot decode the JPEG 2000 pixels", where, "a whole codestream",
                      reason.empty() ? "a damaged one" : reason});
    };
    Memory memory{stream};
    const Stream input = open_stream(memory);
    const Codec codec = open_codec(stream, reason);
    opj_image_t* opened = nullptr;
    const bool has_header = opj_read_header(input.get(), codec.get(), &opened);
    const Image image(opened, opj_image_destroy);
    if (!has_header || !image) throw fail();
    check_image(*image, format, where);  // before memory is taken for the pixels
    if (!opj_decode(codec.get(), input.get(), image.get()) || !opj_end_decompress(codec.get(), input.get())) {
        throw fail();
    }
    check_image(*image, format, where);  // a palette would have added components
    const opj_image_comp_t& component = image->comps[0];
    if (!component.data || std::size_t{component.w} * component.h != format.frame_pixels()) throw fail();
    return {{component.data, component.data + format.frame_pixels()}, static_cast<int>(component.prec)};
}

}  // namespace lumbar
