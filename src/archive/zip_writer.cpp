#include "archive/zip_writer.h"

#include <minizip/zip.h>

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace lumbar {

ZipWriter::ZipWriter(const std::filesystem::path& path)
    : path_(path), archive_(zipOpen64(path.c_str(), APPEND_STATUS_CREATE)) {
    check(archive_ != nullptr);
}

ZipWriter::~ZipWriter() {
    if (archive_) zipClose(archive_, nullptr);
}

void ZipWriter::add(const std::string& name, const void* bytes, std::size_t size) {
    constexpr int kStored = 0;
    constexpr std::size_t kChunk = std::size_t{1} << 30;  // minizip counts in 32 bits
    const zip_fileinfo info{};
    check(zipOpenNewFileInZip64(archive_, name.c_str(), &info, nullptr, 0, nullptr, 0, nullptr, kStored, 0,
                                size > 0xfffffffe) == ZIP_OK);
    const auto* at = static_cast<const char*>(bytes);
    for (std::size_t left = size; left > 0;) {
        const std::size_t part = std::min(left, kChunk);
        check(zipWriteInFileInZip(archive_, at, static_cast<unsigned>(part)) == ZIP_OK);
        at += part;
        left -= part;
    }
    check(zipCloseFileInZip(archive_) == ZIP_OK);
}

void ZipWriter::close() {
    check(zipClose(std::exchange(archive_, nullptr), nullptr) == ZIP_OK);
}

void ZipWriter::check(bool good) const {
    if (!good)
        throw Error({"cannot write the archive", path_.string(), "a writable place"}, ExitCode::output);
}

}  // namespace lumbar
