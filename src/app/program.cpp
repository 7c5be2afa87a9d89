#include "app/program.h"

#include "commit.h"  // generated: app/commit.cmake
#include "config/version.h"

namespace lumbar {

std::string program_and_commit() {
    return "lumbar " + std::string(version()) + " (" LUMBAR_COMMIT ")";
}

}  // namespace lumbar
