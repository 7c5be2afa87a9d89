// A zip archive's stored (uncompressed) records as memory.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>

#include "files/mapped_file.h"

namespace lumbar {

class ZipArchive {
  public:
    // Maps the file and lists its records.  Throws Error (weights) if it is no zip archive, or if a record is
    // compressed, encrypted or not wholly inside the file.
    explicit ZipArchive(const std::filesystem::path& path);

    const std::map<std::string, std::span<std::byte>>& records() const { return records_; }
    // Keeps the bytes alive.
    const std::shared_ptr<MappedFile>& mapping() const { return file_; }

  private:
    std::shared_ptr<MappedFile> file_;
    std::map<std::string, std::span<std::byte>> records_;
};

}  // namespace lumbar
