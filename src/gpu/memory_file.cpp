#include "gpu/memory_file.h"

#include <fcntl.h>
#include <sys/syscall.h>
#include <utility>

namespace lumbar::gpu {
namespace {

// Linux 6.3; memfd_create itself by number, as C libraries before 2.27 have no function for it.
constexpr unsigned kCloseOnExec = 0x1, kNotExecutable = 0x8, kExecutable = 0x10;

}  // namespace

OwnedFile create_memory_file(bool executable) {
    OwnedFile file;
    for (const unsigned flag :
         {executable ? kExecutable : kNotExecutable, 0U}) {  // older systems know neither flag
        file = OwnedFile(static_cast<int>(syscall(SYS_memfd_create, "lumbar-gpu", kCloseOnExec | flag)));
        if (file.is_open()) break;
    }
    return above_worker_files(std::move(file));
}

OwnedFile above_worker_files(OwnedFile file) {
    constexpr int kFirst = 16;
    return file.is_open() ? OwnedFile(fcntl(file.number(), F_DUPFD_CLOEXEC, kFirst)) : OwnedFile();
}

}  // namespace lumbar::gpu
