// Tells DICOM files from others by their content, whatever they are called.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

#include "dicom_file/bytes.h"

namespace lumbar {

// Where the file meta header or the data set begins; empty if the bytes are no DICOM file.
std::optional<std::size_t> find_dicom_start(Bytes bytes);

// How many bytes from a file's beginning tell whether it is one.
inline constexpr std::size_t kProbeBytes = 512;

// False for what cannot be read, is no regular file, or begins otherwise.
bool begins_as_dicom(const std::filesystem::path& path);

}  // namespace lumbar
