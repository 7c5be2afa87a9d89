#include "dicom_pixels/library_version.h"

#include <dcmtk/config/osconfig.h>

namespace lumbar {

std::string dcmtk_version() {
    return PACKAGE_VERSION;
}

}  // namespace lumbar
