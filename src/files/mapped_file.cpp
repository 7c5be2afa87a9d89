#include "files/mapped_file.h"

#include <sys/mman.h>

#include <cerrno>
#include <new>

#include "files/regular_file.h"

namespace lumbar {

MappedFile::MappedFile(const std::filesystem::path& path) {
    const RegularFile file(path);
    size_ = file.size();
    if (size_ == 0) return;  // nothing to map
    void* const mapped = mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_PRIVATE, file.descriptor(), 0);
    if (mapped == MAP_FAILED && errno == ENOMEM) throw std::bad_alloc();  // no fault of the file
    if (mapped == MAP_FAILED) fail_to_read(path);
    data_ = static_cast<std::byte*>(mapped);
}

MappedFile::~MappedFile() {
    if (data_) munmap(data_, size_);
}

}  // namespace lumbar
