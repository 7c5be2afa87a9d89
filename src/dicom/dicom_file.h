// A DICOM file in memory: its transfer syntax and the elements of its data set.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "dicom/data_set.h"

namespace lumbar {

struct DicomFile {
    std::shared_ptr<const std::vector<std::uint8_t>>
        bytes;                    // inflated if they were deflated; `data` lies in them
    std::string transfer_syntax;  // the UID that the file declares; may be empty
    DataSet data;
    // What the file contradicts itself in and was read all the same; a sentence each, without the file's
    // name.
    std::vector<std::string> remarks;
};

// What the bytes show goes before what the meta header declares.  Throws Error naming the file.
DicomFile open_dicom(const std::filesystem::path& path);

// The same, of which the pixel data may be missing: of a large file only the beginning is read, if it holds
// all that comes before them.
DicomFile open_dicom_header(const std::filesystem::path& path);

}  // namespace lumbar
