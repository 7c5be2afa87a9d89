// Reads the entries of a zip archive.  Only this room uses minizip.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lumbar {

// What the archive's directory says, none of which is to be trusted.
struct ZipEntry {
    std::string name;        // up to its first zero
    std::uint64_t size = 0;  // unpacked
    int method = 0;          // kZipStored, kZipDeflated or what nobody reads
    bool is_encrypted = false, is_link = false;
    std::uint64_t directory_position = 0, number = 0;  // where the directory has it
};

inline constexpr int kZipStored = 0, kZipDeflated = 8;

class ZipReader {
  public:
    explicit ZipReader(const std::filesystem::path& path);

    // False if it is no zip archive, or none that can be opened.
    bool is_open() const { return archive_ != nullptr; }
    // In the order of the directory, until `visit` returns false; it may open the entry that it is given.  ->
    // whether the directory is whole.
    bool for_each_entry(const std::function<bool(const ZipEntry&)>& visit);
    // Where the entry's bytes begin in the file; nothing if it cannot be opened.
    std::optional<std::uint64_t> offset_of(const ZipEntry& entry);
    // Its first `most` bytes, or all; fewer than the directory promises if the archive is damaged, nothing if
    // the entry cannot be opened, or if it is read whole and its checksum is wrong.
    std::optional<std::vector<std::uint8_t>> read(const ZipEntry& entry, std::uint64_t most);

  private:
    struct Close {
        void operator()(void* archive) const;
    };

    bool open(const ZipEntry& entry);

    std::unique_ptr<void, Close> archive_;
};

}  // namespace lumbar
