// A library for LD_PRELOAD that lets one call of the C library fail, after main() has begun:
//   LUMBAR_FAULT=CALL:N:ERRNO     the Nth (from 1) write, fsync, rename, mmap, read or malloc fails with that
//   number LUMBAR_FAULT_COUNT=FILE       8 bytes there count the calls of that name (in the machine's order)
// Counted are calls that a fault of a disk or of memory can hit: writes beside stdout and stderr, mappings of
// files, reads of regular files.  stdio calls the system past this library.
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern "C" {
// glibc's own names, so that nothing has to be looked up while memory is asked for.
// NOLINTBEGIN(bugprone-reserved-identifier, readability-identifier-naming)
void* __libc_malloc(size_t size);
void* __libc_calloc(size_t count, size_t size);
void* __libc_realloc(void* block, size_t size);
void* __libc_memalign(size_t alignment, size_t size);
// NOLINTEND(bugprone-reserved-identifier, readability-identifier-naming)
}

namespace {

struct Fault {
    char call[16] = "";
    std::uint64_t number = 0;
    int reason = 0;
    std::atomic<std::uint64_t>* count = nullptr;  // in the file
};

Fault fault;
std::atomic<bool> armed{false};

void arm() {
    const char* text = std::getenv("LUMBAR_FAULT");
    const char* file = std::getenv("LUMBAR_FAULT_COUNT");
    if (!text || !file) return;
    unsigned long long number = 0;
    if (std::sscanf(text, "%15[a-z]:%llu:%d", fault.call, &number, &fault.reason) != 3) return;
    fault.number = number;
    const int descriptor = static_cast<int>(syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CREAT, 0644));
    if (descriptor < 0 || ftruncate(descriptor, sizeof(std::uint64_t)) != 0) return;
    const long mapped =
        syscall(SYS_mmap, nullptr, sizeof(std::uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    close(descriptor);
    if (mapped == -1) return;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): what the system returns
    fault.count = reinterpret_cast<std::atomic<std::uint64_t>*>(mapped);
    armed = true;
}

// What makes malloc fail in earnest: a limit of address space that is nearly reached.
void limit_memory() {
    char text[64] = "";
    const long file = syscall(SYS_openat, AT_FDCWD, "/proc/self/statm", O_RDONLY);
    if (file < 0) return;
    const long size = syscall(SYS_read, file, text, sizeof text - 1);
    syscall(SYS_close, file);
    if (size <= 0) return;
    const rlim_t in_use = std::strtoull(text, nullptr, 10) * static_cast<rlim_t>(getpagesize());
    const rlimit limit{in_use * 3 / 2, RLIM_INFINITY};
    setrlimit(RLIMIT_AS, &limit);
}

bool must_fail(const char* call) {
    if (!armed || std::strcmp(fault.call, call) != 0) return false;
    if (fault.count->fetch_add(1) + 1 != fault.number) return false;
    if (std::strcmp(call, "malloc") == 0) limit_memory();
    errno = fault.reason;
    return true;
}

// Of a disk: what the kernel tells in /proc (of size 0) and in /sys no disk can fail.
bool is_regular(int descriptor) {
    struct stat status {};
    struct statfs system {};
    return armed && fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0 &&
           fstatfs(descriptor, &system) == 0 && system.f_type != SYSFS_MAGIC;
}

using Main = int (*)(int, char**, char**);
Main program_main = nullptr;

int armed_main(int count, char** arguments, char** environment) {
    arm();
    unsetenv("LD_PRELOAD");  // what the program starts is left alone
    return program_main(count, arguments, environment);
}

template <class Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

}  // namespace

extern "C" {

// NOLINTNEXTLINE(bugprone-reserved-identifier, readability-identifier-naming): glibc's
int __libc_start_main(Main main, int count, char** arguments, void (*init)(), void (*fini)(),
                      void (*loader)(), void* end) {
    program_main = main;
    using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
    return next<Start>("__libc_start_main")(armed_main, count, arguments, init, fini, loader, end);
}

ssize_t write(int descriptor, const void* bytes, size_t size) {
    if (descriptor > STDERR_FILENO && must_fail("write")) return -1;
    return syscall(SYS_write, descriptor, bytes, size);
}

ssize_t read(int descriptor, void* bytes, size_t size) {
    if (is_regular(descriptor) && must_fail("read")) return -1;
    return syscall(SYS_read, descriptor, bytes, size);
}

int fsync(int descriptor) {
    if (must_fail("fsync")) return -1;
    return static_cast<int>(syscall(SYS_fsync, descriptor));
}

int rename(const char* from, const char* to) noexcept {
    if (must_fail("rename")) return -1;
    return static_cast<int>(syscall(SYS_rename, from, to));
}

void* mmap(void* place, size_t size, int protection, int flags, int descriptor, off_t offset) noexcept {
    if (descriptor >= 0 && must_fail("mmap")) return MAP_FAILED;
    // NOLINTNEXTLINE(performance-no-int-to-ptr): what the system returns
    return reinterpret_cast<void*>(syscall(SYS_mmap, place, size, protection, flags, descriptor, offset));
}

void* mmap64(void* place, size_t size, int protection, int flags, int descriptor, off64_t offset) noexcept {
    return mmap(place, size, protection, flags, descriptor, offset);
}

void* malloc(size_t size) noexcept {
    return must_fail("malloc") ? nullptr : __libc_malloc(size);
}

void* calloc(size_t count, size_t size) noexcept {
    return must_fail("malloc") ? nullptr : __libc_calloc(count, size);
}

void* realloc(void* block, size_t size) noexcept {
    return must_fail("malloc") ? nullptr : __libc_realloc(block, size);
}

void* memalign(size_t alignment, size_t size) noexcept {
    return must_fail("malloc") ? nullptr : __libc_memalign(alignment, size);
}

void* aligned_alloc(size_t alignment, size_t size) noexcept {
    return memalign(alignment, size);
}

int posix_memalign(void** block, size_t alignment, size_t size) noexcept {
    *block = memalign(alignment, size);
    return *block ? 0 : ENOMEM;
}
}
