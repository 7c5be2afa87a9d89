// Writes a data set of DCMTK as a DICOM file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dicom_pixels/pixel_encoding.h"

class DcmFileFormat;
class OFCondition;

namespace lumbar {

// Throws std::bad_alloc if DCMTK ran out of memory, Error (output) naming `where` if it refused for another
// reason.
void check_made(const OFCondition& status, const std::string& where);

// The bytes of the file, meta header included; the meta header is made to fit the data set.  `where` names
// the file in errors.  Throws Error (output).
std::vector<char> dicom_bytes(DcmFileFormat& file, PixelEncoding encoding, const std::string& where);

// Written whole or not at all.  Throws Error (output), also where a disk is full.
void save_dicom(DcmFileFormat& file, PixelEncoding encoding, const std::filesystem::path& path);

}  // namespace lumbar
