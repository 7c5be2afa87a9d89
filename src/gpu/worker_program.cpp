#include "gpu/worker_program.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "gpu/memory_file.h"
#include "gpu/protocol.h"
#include "gpu/worker_environment.h"

namespace lumbar::gpu {
namespace {

constexpr const char* kLoader = "/lib64/ld-linux-x86-64.so.2";
constexpr int kProgramFile = 5;  // for the loader; after kSocketFile and kSharedFile

void write_all(const OwnedFile& file, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = write(file.number(), bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) throw StartFailure("cannot write the worker", count < 0 ? errno : ENOSPC);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
}

// Empty without /proc.
std::string executable_folder() {
    char path[4096];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
    if (length <= 0) return "";
    const std::string whole(path, static_cast<std::size_t>(length));
    return whole.substr(0, whole.rfind('/'));
}

}  // namespace

StartFailure::StartFailure(const std::string& what, int error)
    : std::runtime_error(what + ": " + std::strerror(error)) {}

std::string StartWay::name() const {
    if (place == Place::file) return folder;
    return place == Place::memory ? "memfd" : "loader";
}

std::vector<StartWay> start_ways() {
    using Place = StartWay::Place;
    std::vector<StartWay> ways{{Place::memory}, {Place::file, "/dev/shm"}, {Place::loader}};
    for (const std::string& folder : temporary_folders()) ways.push_back({Place::file, folder});
    if (const std::string own = executable_folder(); !own.empty()) ways.push_back({Place::file, own});
    return ways;
}

WorkerProgram::WorkerProgram(const StartWay& way, std::span<const std::byte> image) : place_(way.place) {
    if (place_ == StartWay::Place::file) {
        write_file(way.folder, image);
    } else {
        file_ = create_memory_file(place_ == StartWay::Place::memory);
        if (!file_.is_open()) throw StartFailure("memfd_create", errno);
        write_all(file_, image);
    }
}

void WorkerProgram::write_file(const std::string& folder, std::span<const std::byte> image) {
    std::string path = folder + "/.lumbar-gpu-XXXXXX";
    // Closed here, before the start: a file that is open for writing cannot be executed.
    const OwnedFile file(mkostemp(path.data(), O_CLOEXEC));
    if (!file.is_open()) throw StartFailure("cannot create a file", errno);
    try {
        write_all(file, image);
        if (fchmod(file.number(), S_IRWXU) != 0)
            throw StartFailure("cannot make the worker executable", errno);
    } catch (const StartFailure&) {  // no destructor runs for a constructor that throws
        unlink(path.c_str());
        throw;
    }
    path_ = path;
}

WorkerProgram::~WorkerProgram() {
    if (!path_.empty()) unlink(path_.c_str());
}

std::vector<std::string> WorkerProgram::first_arguments() const {
    if (place_ == StartWay::Place::loader) return {kLoader, "/proc/self/fd/" + std::to_string(kProgramFile)};
    return {"lumbar-gpu"};
}

void WorkerProgram::execute(char** arguments, char** environment) const {
    switch (place_) {
        case StartWay::Place::memory:
            syscall(SYS_execveat, file_.number(), "", arguments, environment, AT_EMPTY_PATH);
            return;
        case StartWay::Place::loader:  // by a number that stays open on exec
            if (dup2(file_.number(), kProgramFile) >= 0) execve(kLoader, arguments, environment);
            return;
        case StartWay::Place::file:
            execve(path_.c_str(), arguments, environment);
            return;
    }
}

}  // namespace lumbar::gpu
