#include "files/regular_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace lumbar {
namespace {

const char* kind_of(mode_t mode) {
    if (S_ISDIR(mode)) return "a folder";
    if (S_ISFIFO(mode)) return "a FIFO";
    if (S_ISSOCK(mode)) return "a socket";
    return "a device";
}

}  // namespace

void fail_to_read(const std::filesystem::path& path) {
    throw Error({"cannot read the file", path.string(), "a readable file", std::strerror(errno)});
}

RegularFile::RegularFile(const std::filesystem::path& path) {
    // Without O_NONBLOCK opening a FIFO waits for a writer; regular files know no such thing.
    descriptor_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (descriptor_ < 0) fail_to_read(path);
    struct stat status {};
    const int failed = fstat(descriptor_, &status);
    if (failed == 0 && S_ISREG(status.st_mode)) {
        size_ = static_cast<std::size_t>(status.st_size);
        return;
    }
    close(descriptor_);
    if (failed != 0) fail_to_read(path);
    throw Error({"cannot read the file", path.string(), "a file", kind_of(status.st_mode)});
}

RegularFile::~RegularFile() {
    close(descriptor_);
}

}  // namespace lumbar
