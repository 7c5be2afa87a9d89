// A path in, DCMTK's parsed file out.
#pragma once

#include <dcmtk/config/osconfig.h>
#include <dcmtk/dcmdata/dcfilefo.h>

#include <filesystem>
#include <memory>

namespace lumbar {

enum class Parse { everything, up_to_pixels };

// Large values stay in the file until somebody asks for them.  Throws Error for whatever DCMTK cannot parse
// to the end, so that nothing behind a cut is taken for data; only junk behind uncompressed pixels is let
// pass.
std::unique_ptr<DcmFileFormat> open_dicom(const std::filesystem::path& path, Parse parse);

}  // namespace lumbar
