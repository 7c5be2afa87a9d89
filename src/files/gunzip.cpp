#include "files/gunzip.h"

#include <zlib.h>

#include <array>

#include "base/error.h"

namespace lumbar {

std::string gunzip(std::span<const std::byte> compressed) {
    constexpr int kGzip = 16;  // added to the window's size: a gzip header, not zlib's
    z_stream stream{};
    // zlib's interface is older than const.
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(compressed.data()));
    stream.avail_in = static_cast<uInt>(compressed.size());
    if (inflateInit2(&stream, MAX_WBITS + kGzip) != Z_OK) {
        throw Error({"zlib does not start", "gunzip"}, ExitCode::internal);
    }
    std::string text;
    std::array<char, 1 << 16> part;
    int status = Z_OK;
    while (status == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        status = inflate(&stream, Z_NO_FLUSH);
        text.append(part.data(), part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    if (status != Z_STREAM_END) throw Error({"compressed data are damaged", "gunzip"}, ExitCode::internal);
    return text;
}

}  // namespace lumbar
