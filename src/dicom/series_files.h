// The DICOM files of a folder and the frames in them, found without decoding pixels.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dicom/slice.h"
#include "dicom_file/series_limits.h"

namespace lumbar {

struct SeriesFiles {
    std::vector<SliceInfo> slices;  // by path as Python's sorted() does (by code point), then by frame
    std::size_t files = 0;          // that are DICOM or called so
    std::string first_failure;      // of those that cannot be read
};

// Files that begin as DICOM, whatever their names, and those called .dcm.  Each unreadable file is one
// warning, each contradiction one warning for all files that have it; other files are counted.  Throws Error
// for a folder that cannot be read and for more frames than `limits` allow, many times over.
SeriesFiles list_series(const std::filesystem::path& folder, int threads, const SeriesLimits& limits);

// The same of these files, which need not lie in one folder.  `where` names the series in warnings.
SeriesFiles list_series(std::vector<std::filesystem::path> files, const std::string& where, int threads,
                        const SeriesLimits& limits);

bool is_dicom_file(const std::filesystem::path& path);

}  // namespace lumbar
