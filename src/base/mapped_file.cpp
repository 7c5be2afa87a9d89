#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace lumbar {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw Error({"cannot read the file", path.string(), "a readable file", std::strerror(errno)});
}

}  // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) fail(path);
    struct stat status {};
    const bool known = fstat(descriptor, &status) == 0;
    if (known && S_ISDIR(status.st_mode)) errno = EISDIR;
    size_ = known ? static_cast<std::size_t>(status.st_size) : 0;
    void* mapped = MAP_FAILED;
    if (known && S_ISREG(status.st_mode) && size_ > 0) {
        mapped = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0);
    }
    const int reason = errno;
    close(descriptor);
    if (known && S_ISREG(status.st_mode) && size_ == 0) return;  // nothing to map
    errno = reason;
    if (mapped == MAP_FAILED) fail(path);
    data_ = static_cast<std::byte*>(mapped);
}

MappedFile::~MappedFile() {
    if (data_) munmap(data_, size_);
}

}  // namespace lumbar
