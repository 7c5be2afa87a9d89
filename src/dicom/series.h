// Reads a folder of DICOM files into one volume.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/volume.h"
#include "dicom/slice_reader.h"
#include "dicom_file/series_limits.h"

namespace lumbar {

// Reads every file that begins as DICOM (`threads` at a time), chooses the frames that make one stack, orders
// them by falling position along its normal (the patient's left first), turns sagittal pictures that are
// stored mirrored or upside down, and brings frames of odd size to the commonest size.  Each kind of thing
// that is left out, guessed or changed is logged as one warning naming it; other files are counted.  Throws
// Error if nothing readable is left, or if the frames exceed `limits`, before they are decoded; as many
// threads decode at a time as the limits have memory for.
Volume read_series(const std::filesystem::path& folder, int threads, const SeriesLimits& limits = {});

// The same of these files alone, wherever they lie.  `where` names the series in warnings.
Volume read_series(const std::vector<std::filesystem::path>& files, const std::string& where, int threads,
                   const SeriesLimits& limits = {});

// The same from frames that are decoded already.  `where` names the series in warnings.
Volume assemble_volume(std::vector<Slice> slices, const std::string& where, int threads);

// Whether a folder has files that read_series would read.
bool holds_dicom_files(const std::filesystem::path& folder);

}  // namespace lumbar
