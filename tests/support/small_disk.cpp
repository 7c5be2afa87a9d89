#include "support/small_disk.h"

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <string>

#include "support/files.h"

namespace lumbar::test {
namespace {

// Whoever is not root may mount in a user namespace of its own, in which it is.
bool enter_user_namespace() {
    const std::string user = std::to_string(geteuid()), group = std::to_string(getegid());
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    write_text("/proc/self/setgroups", "deny");
    write_text("/proc/self/uid_map", user + " " + user + " 1");
    write_text("/proc/self/gid_map", group + " " + group + " 1");
    return true;
}

// Once a process: what is mounted from now on nobody else sees.
bool has_mounts_of_its_own() {
    static const bool entered = (unshare(CLONE_NEWNS) == 0 || enter_user_namespace()) &&
                                mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    return entered;
}

}  // namespace

SmallDisk::SmallDisk(const std::filesystem::path& folder, std::uint64_t bytes) : folder_(folder) {
    const std::string size = "size=" + std::to_string(bytes);
    mounted_ = has_mounts_of_its_own() && mount("tmpfs", folder.c_str(), "tmpfs", 0, size.c_str()) == 0;
}

SmallDisk::~SmallDisk() {
    if (mounted_) umount2(folder_.c_str(), MNT_DETACH);
}

}  // namespace lumbar::test
