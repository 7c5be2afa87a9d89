// Finds the DICOM series below folders, whatever files are called and wherever they lie.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "dicom_file/series_limits.h"
#include "intake/found_series.h"

namespace lumbar {

struct FoundStudy {
    std::string patient_id, uid;
    std::vector<FoundSeries> series;  // by their first file's path
};

struct Scan {
    std::vector<FoundStudy> studies;  // by their first file's path
    std::size_t files = 0;            // of any kind; those in archives, not the archives
    std::size_t passed_over = 0;      // no DICOM, no images, DICOMDIR
    std::size_t unreadable = 0;       // a warning each
};

// `paths` are files, folders of any depth, zip archives and DICOMDIR files, each known by its content; a
// folder may hold archives, too.  Of a DICOMDIR that is named the files that it names are read; one that lies
// in a folder is passed over, since the files beside it are read anyway.  `threads` files are read at a time,
// their headers alone.  Files belong together by study and series UID; where a series has no UID its files
// belong together by folder.  Files that must be inflated for that wait for each other beyond the memory of
// `limits`. An archive that is damaged is a warning.  Throws Error (data) if a path does not exist, or if no
// DICOM image is found.
Scan scan_folders(const std::vector<std::filesystem::path>& paths, int threads,
                  const SeriesLimits& limits = {});

}  // namespace lumbar
