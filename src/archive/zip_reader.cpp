#include "archive/zip_reader.h"

#include <minizip/unzip.h>
#include <sys/stat.h>

#include <algorithm>

namespace lumbar {

void ZipReader::Close::operator()(void* archive) const {
    unzClose(archive);
}

ZipReader::ZipReader(const std::filesystem::path& path) : archive_(unzOpen64(path.c_str())) {}

bool ZipReader::for_each_entry(const std::function<bool(const ZipEntry&)>& visit) {
    constexpr uLong kEncrypted = 1, kUnixModeShift = 16;
    constexpr std::size_t kLongestName = 0xffff;
    std::string name(kLongestName + 1, '\0');
    int state = unzGoToFirstFile(archive_.get());
    for (; state == UNZ_OK; state = unzGoToNextFile(archive_.get())) {
        unz_file_info64 info{};
        unz64_file_pos place{};
        name[0] = '\0';
        if (unzGetCurrentFileInfo64(archive_.get(), &info, name.data(), kLongestName, nullptr, 0, nullptr,
                                    0) != UNZ_OK ||
            unzGetFilePos64(archive_.get(), &place) != UNZ_OK) {
            return false;
        }
        name[std::min<std::size_t>(info.size_filename, kLongestName)] = '\0';
        const ZipEntry entry{name.substr(0, name.find('\0')),
                             info.uncompressed_size,
                             static_cast<int>(info.compression_method),
                             (info.flag & kEncrypted) != 0,
                             S_ISLNK(info.external_fa >> kUnixModeShift),
                             place.pos_in_zip_directory,
                             place.num_of_file};
        if (!visit(entry)) return true;
    }
    return state == UNZ_END_OF_LIST_OF_FILE;
}

bool ZipReader::open(const ZipEntry& entry) {
    const unz64_file_pos place{entry.directory_position, entry.number};
    return unzGoToFilePos64(archive_.get(), &place) == UNZ_OK && unzOpenCurrentFile(archive_.get()) == UNZ_OK;
}

std::optional<std::uint64_t> ZipReader::offset_of(const ZipEntry& entry) {
    if (!open(entry)) return {};
    const std::uint64_t offset = unzGetCurrentFileZStreamPos64(archive_.get());
    unzCloseCurrentFile(archive_.get());
    return offset;
}

std::optional<std::vector<std::uint8_t>> ZipReader::read(const ZipEntry& entry, std::uint64_t most) {
    constexpr std::size_t kChunk = std::size_t{1} << 30;  // minizip counts in 32 bits
    if (!open(entry)) return {};
    std::vector<std::uint8_t> bytes(std::min(most, entry.size));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const std::size_t part = std::min(bytes.size() - done, kChunk);
        const int count =
            unzReadCurrentFile(archive_.get(), bytes.data() + done, static_cast<unsigned>(part));
        if (count <= 0) break;
        done += static_cast<std::size_t>(count);
    }
    bytes.resize(done);
    const bool is_right = unzCloseCurrentFile(archive_.get()) != UNZ_CRCERROR;
    if (!is_right) return {};
    return bytes;
}

}  // namespace lumbar
