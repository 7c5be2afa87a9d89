#include "gpu/shared_memory.h"

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "gpu/gpu.h"
#include "gpu/memory_file.h"

namespace lumbar::gpu {
namespace {

[[noreturn]] void fail(int error) {
    throw NoGpu(std::string("no memory to share with the GPU worker: ") + std::strerror(error));
}

// For systems without memory files.  Reserved at once: a full /dev/shm (64 MB in Docker) would end the
// program with SIGBUS later.
OwnedFile create_unnamed_file(std::size_t bytes) {
    char path[] = "/dev/shm/lumbar-gpu-XXXXXX";
    OwnedFile file = above_worker_files(OwnedFile(mkostemp(path, O_CLOEXEC)));
    if (!file.is_open()) return file;
    unlink(path);
    if (const int error = posix_fallocate(file.number(), 0, static_cast<off_t>(bytes))) fail(error);
    return file;
}

}  // namespace

SharedMemory::SharedMemory(std::size_t bytes) : file_(create_memory_file(false)) {
    if (!file_.is_open()) file_ = create_unnamed_file(bytes);
    if (!file_.is_open() || ftruncate(file_.number(), static_cast<off_t>(bytes)) != 0) fail(errno);
    void* const mapped = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file_.number(), 0);
    if (mapped == MAP_FAILED) fail(errno);
    bytes_ = {static_cast<std::byte*>(mapped), bytes};
}

SharedMemory::~SharedMemory() {
    munmap(bytes_.data(), bytes_.size());
}

}  // namespace lumbar::gpu
