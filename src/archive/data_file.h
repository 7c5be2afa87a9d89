// A file of data to read: a regular file, or an entry of a zip archive that its path leads into.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "archive/archive_index.h"
#include "files/regular_file.h"

namespace lumbar {

class DataFile {
  public:
    // Throws Error (data) with what stands there instead, or the system's reason.
    explicit DataFile(const std::filesystem::path& path);

    // As the file system or the archive's directory says.
    std::uint64_t size() const;
    bool is_archived() const { return !file_; }
    // Its first `most` bytes, or all that it has.  Throws Error (data) if they cannot be read.
    std::vector<std::uint8_t> read(std::uint64_t most) const;
    const std::filesystem::path& path() const { return path_; }

  private:
    void find_entry(const std::filesystem::path& archive, const std::string& name);

    std::filesystem::path path_;
    std::unique_ptr<RegularFile> file_;  // empty: of an archive
    std::shared_ptr<const ArchiveIndex> archive_;
    ZipEntry entry_;
};

// Whether bytes from a file's beginning are those of a zip archive.
bool begins_as_zip(std::span<const std::uint8_t> bytes);

// The size without reading it; 0 if nothing is there.
std::uint64_t size_of_data(const std::filesystem::path& path);

}  // namespace lumbar
