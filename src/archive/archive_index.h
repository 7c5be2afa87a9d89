// Which files a zip archive holds, each under a path that leads into it: "a.zip/inner/name".
//
// Nothing is unpacked onto a disk: entries are read into memory one at a time (data_file.h), so that no name
// can lead anywhere, nothing is left behind, and an archive takes no room but that of the file in hand.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "archive/zip_reader.h"

namespace lumbar {

struct ArchiveIndex {
    std::filesystem::path path;
    std::vector<std::string> names;                     // of what can be read, in the archive's order
    std::unordered_map<std::string, ZipEntry> entries;  // by these names
    // What cannot, a sentence each: encrypted or packed by another method, links, names that are absolute or
    // lead upwards, or are there twice.
    std::vector<std::string> left_out;

    std::filesystem::path path_of(const std::string& name) const { return path.string() + "/" + name; }
};

// Of a regular file whose first bytes are those of a zip archive.  Read once for each state of the file.
// Throws Error (data) if it is damaged or has more than a million entries.
std::shared_ptr<const ArchiveIndex> index_archive(const std::filesystem::path& path);

}  // namespace lumbar
