// A DICOM file in memory: its transfer syntax and the elements of its data set.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "dicom_file/data_set.h"
#include "dicom_file/reading_budget.h"

namespace lumbar {

struct DicomFile {
    std::shared_ptr<const std::vector<std::uint8_t>>
        bytes;                    // inflated if they were deflated; `data` lies in them
    std::string transfer_syntax;  // the UID that the file declares; may be empty
    DataSet data;
    // What the file contradicts itself in and was read all the same; a sentence each, without the file's
    // name.
    std::vector<std::string> remarks;
    ReadingBudget::Share share;  // of the memory for files in hand
};

class DataFile;

// What the bytes show goes before what the meta header declares.  The bytes are taken from `budget`, if there
// is one, before they take memory; it must outlive the file.  Throws Error naming the file, also if it is
// larger than the whole budget.
DicomFile open_dicom(const DataFile& file, ReadingBudget* budget = nullptr);
DicomFile open_dicom(const std::filesystem::path& path, ReadingBudget* budget = nullptr);

// The same, of which the pixel data may be missing: of a large file only the beginning is read, if it holds
// all that comes before them.
DicomFile open_dicom_header(const DataFile& file, ReadingBudget* budget = nullptr);

}  // namespace lumbar
