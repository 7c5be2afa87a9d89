#include "app/program_name.h"

#include "commit.h"  // generated: app/commit.cmake
#include "config/version.h"

namespace lumbar {

std::string program_name() {
    const std::string commit = LUMBAR_COMMIT;
    return "lumbar " + std::string(version()) + " (" +
           (commit.find(' ') == std::string::npos ? "commit " : "") + commit + ")";
}

}  // namespace lumbar
