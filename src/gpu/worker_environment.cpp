#include "gpu/worker_environment.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace lumbar::gpu {
namespace {

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value ? value : "";
}

bool is_writable(const std::string& folder) {
    return access(folder.c_str(), W_OK | X_OK) == 0;
}

// Made, or made before by this user; one of another user could hold code that is not ours.
bool is_own_folder(const std::string& folder) {
    if (mkdir(folder.c_str(), 0700) == 0) return true;
    struct stat found {};
    constexpr mode_t kOthersMayWrite = S_IWGRP | S_IWOTH;
    return lstat(folder.c_str(), &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == geteuid() &&
           (found.st_mode & kOthersMayWrite) == 0;
}

bool driver_has_cache() {
    if (!variable("CUDA_CACHE_PATH").empty()) return true;
    const std::string home = variable("HOME"), cache = home + "/.nv";
    if (home.empty()) return false;
    return access(cache.c_str(), F_OK) == 0 ? is_writable(cache) : is_writable(home);
}

std::string temporary_cache() {
    for (const std::string& folder : temporary_folders()) {
        std::string cache = folder + "/lumbar-cuda-cache-" + std::to_string(geteuid());
        if (is_own_folder(cache)) return cache;
    }
    return "";
}

}  // namespace

std::vector<std::string> temporary_folders() {
    std::vector<std::string> folders;
    if (const std::string own = variable("LUMBAR_TMP"); !own.empty()) folders.push_back(own);
    const std::string system = variable("TMPDIR");
    folders.push_back(system.empty() ? "/tmp" : system);
    return folders;
}

std::vector<std::string> worker_environment() {
    std::vector<std::string> lines;
    for (char** line = environ; line && *line; ++line) lines.emplace_back(*line);
    if (driver_has_cache()) return lines;
    const std::string cache = temporary_cache(), name = "CUDA_CACHE_PATH=";
    if (cache.empty()) return lines;
    std::erase_if(lines, [&](const std::string& line) { return line.starts_with(name); });  // set, but empty
    lines.push_back(name + cache);
    return lines;
}

}  // namespace lumbar::gpu
