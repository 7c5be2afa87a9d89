#include "archive/data_file.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "archive/reader_pool.h"
#include "base/error.h"

namespace lumbar {
namespace {

constexpr std::array<std::uint8_t, 4> kZipStart = {'P', 'K', 3, 4};

// "a.zip/inner/name" -> "a.zip", "inner/name", if a.zip is a file.
std::optional<std::pair<std::filesystem::path, std::string>> split_at_archive(
    const std::filesystem::path& path) {
    const std::string text = path.string();
    for (std::size_t slash = text.rfind('/'); slash != text.npos && slash > 0;
         slash = text.rfind('/', slash - 1)) {
        const std::filesystem::path above = text.substr(0, slash);
        std::error_code failure;
        const auto kind = std::filesystem::status(above, failure).type();
        if (kind == std::filesystem::file_type::regular) return std::pair{above, text.substr(slash + 1)};
        if (kind == std::filesystem::file_type::directory) return {};
    }
    return {};
}

std::vector<std::uint8_t> read_file(const RegularFile& file, std::uint64_t most,
                                    const std::filesystem::path& path) {
    std::vector<std::uint8_t> bytes(std::min<std::uint64_t>(most, file.size()));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count =
            pread(file.descriptor(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail_to_read(path);
        if (count == 0) {
            throw Error({"cannot read the file", path.string(), std::to_string(file.size()) + " bytes",
                         "an end after " + std::to_string(done)});
        }
        done += static_cast<std::size_t>(count);
    }
    return bytes;
}

}  // namespace

DataFile::DataFile(const std::filesystem::path& path) : path_(path) {
    try {
        file_ = std::make_unique<RegularFile>(path);
    } catch (const Error&) {
        const auto inside = split_at_archive(path);
        if (!inside) throw;
        find_entry(inside->first, inside->second);
    }
}

void DataFile::find_entry(const std::filesystem::path& archive, const std::string& name) {
    const auto index = index_archive(archive);
    const auto found = index->entries.find(name);
    if (found == index->entries.end()) {
        throw Error({"cannot read the file", path_.string(), "an entry of the archive", "none of that name"});
    }
    archive_ = index;
    entry_ = found->second;
}

std::uint64_t DataFile::size() const {
    return file_ ? file_->size() : entry_.size;
}

std::vector<std::uint8_t> DataFile::read(std::uint64_t most) const {
    if (file_) return read_file(*file_, most, path_);
    auto bytes = read_entry(archive_, entry_, most);
    const std::uint64_t expected = std::min(most, entry_.size);
    if (bytes && bytes->size() == expected) return *std::move(bytes);
    throw Error({"cannot read the file", path_.string(), std::to_string(expected) + " bytes in the archive",
                 bytes ? std::to_string(bytes->size()) + ", then damage" : "a damaged entry"});
}

bool begins_as_zip(std::span<const std::uint8_t> bytes) {
    return bytes.size() >= kZipStart.size() && std::equal(kZipStart.begin(), kZipStart.end(), bytes.begin());
}

std::uint64_t size_of_data(const std::filesystem::path& path) {
    std::error_code failure;
    const auto size = std::filesystem::file_size(path, failure);
    if (!failure) return size;
    try {
        return DataFile(path).size();
    } catch (const Error&) {
        return 0;  // which reading it will say
    }
}

}  // namespace lumbar
