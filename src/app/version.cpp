#include <cstdio>
#include <string>

#include "app/commands.h"
#include "commit.h"  // generated: app/commit.cmake
#include "config/version.h"
#include "dicom_pixels/library_version.h"
#include "nn/library_versions.h"

namespace lumbar {

void print_version() {
    std::printf("lumbar %s (%s, %s edition)\n", std::string(version()).c_str(), LUMBAR_COMMIT,
                LUMBAR_EDITION);
    std::printf("LibTorch %s, oneDNN %s, DCMTK %s\n", libtorch_version().c_str(), onednn_version().c_str(),
                dcmtk_version().c_str());
    std::printf("CPU: %s\n", cpu_features().c_str());
}

}  // namespace lumbar
