#include "base/make_folder.h"

#include <system_error>

#include "base/error.h"

namespace lumbar {

void make_folder(const std::filesystem::path& folder) {
    std::error_code reason;
    std::filesystem::create_directories(folder, reason);
    if (reason) {
        throw Error({"cannot create the folder", folder.string(), "", reason.message()}, ExitCode::output);
    }
}

}  // namespace lumbar
