// Reads a DICOMDIR: which files its medium holds (DICOM PS3.10).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace lumbar {

struct MediaDirectory {
    std::vector<std::filesystem::path> files;  // that it names and that are there, below its folder
    std::vector<std::string> missing;          // names that no file has, or that lead out of the folder
};

// Nothing for any other file.  Names are compared as they are written, then in small and in capital letters:
// systems show a disc's names in either.  Throws Error (data) if it is damaged.
std::optional<MediaDirectory> read_media_directory(const std::filesystem::path& path);

}  // namespace lumbar
