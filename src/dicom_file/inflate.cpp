#include "dicom_file/inflate.h"

#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <new>

#include "base/error.h"

namespace lumbar {
namespace {

// Deflate shrinks up to a thousandfold: a small file could otherwise fill the memory.
constexpr std::size_t kMaxInflatedBytes = std::size_t{1} << 29;
constexpr std::size_t kPieceBytes = std::size_t{1} << 16;
constexpr int kRaw = -MAX_WBITS, kWithHeader = MAX_WBITS;

// zlib's header: its method, and a check that two bytes pass by chance once in 31 times.
int window_of(Bytes deflated) {
    const bool has_header =
        deflated.size() >= 2 && deflated[0] == 0x78 && read_u16(deflated, 0, true) % 31 == 0;
    return has_header ? kWithHeader : kRaw;
}

class Inflater {
  public:
    Inflater(Bytes deflated, int window) {
        stream_.next_in = const_cast<Bytef*>(deflated.data());
        stream_.avail_in = static_cast<uInt>(deflated.size());
        if (inflateInit2(&stream_, window) != Z_OK) throw std::bad_alloc();
    }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    // Fills as much of the place as there is; returns how much.
    std::size_t take_piece(std::uint8_t* place, std::size_t size) {
        stream_.next_out = place;
        stream_.avail_out = static_cast<uInt>(size);
        status_ = inflate(&stream_, Z_NO_FLUSH);
        return size - stream_.avail_out;
    }
    bool has_more() const { return status_ == Z_OK; }
    bool has_ended() const { return status_ == Z_STREAM_END; }
    std::string message() const { return stream_.msg ? stream_.msg : "it ends early"; }

  private:
    z_stream stream_{};
    int status_ = Z_OK;
};

}  // namespace

std::size_t inflated_size(Bytes deflated, const std::string& where) {
    if (deflated.size() > std::numeric_limits<uInt>::max()) {
        throw Error({"the deflated DICOM file is too large", where, "less than 4 GiB"});
    }
    Inflater inflater(deflated, window_of(deflated));
    std::vector<std::uint8_t> piece(kPieceBytes);
    std::size_t size = 0;
    while (inflater.has_more()) {
        size += inflater.take_piece(piece.data(), piece.size());
        if (size <= kMaxInflatedBytes) continue;
        throw Error({"the deflated DICOM file is too large", where,
                     "at most " + std::to_string(kMaxInflatedBytes) + " bytes when inflated", "more"});
    }
    if (inflater.has_ended()) return size;
    throw Error({"cannot inflate the DICOM file", where, "a whole deflated data set", inflater.message()});
}

std::vector<std::uint8_t> inflate_bytes(Bytes deflated, std::size_t size, const std::string& where) {
    Inflater inflater(deflated, window_of(deflated));
    std::vector<std::uint8_t> bytes(size + 1);  // with room for zlib to say that nothing follows
    if (inflater.take_piece(bytes.data(), bytes.size()) != size || !inflater.has_ended()) {
        throw Error({"cannot inflate the DICOM file", where, std::to_string(size) + " bytes", "others"});
    }
    bytes.resize(size);
    return bytes;
}

}  // namespace lumbar
