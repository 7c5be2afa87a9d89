// A folder of DICOM files in, one Volume out.
#pragma once

#include <filesystem>
#include <vector>

#include "core/volume.h"
#include "dicom/slice_reader.h"

namespace lumbar {

// Reads every .dcm file (`threads` at a time), orders the frames by falling ImagePositionPatient[0] (the
// patient's left first, equal positions by file name), and brings frames of odd size to the commonest size.
// Without positions: by instance number, else by file name.  Each unreadable file, each fallback and each
// resize is logged as one warning naming it.  Throws Error if nothing readable is left.
Volume read_series(const std::filesystem::path& folder, int threads);

// The ordering on its own: slices in any order in, a stack of equal frames out.  `where` names the series in
// warnings.
Volume assemble_volume(std::vector<Slice> slices, const std::string& where, int threads);

}  // namespace lumbar
