#include "gpu/worker_start.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <csignal>

#include "gpu/memory_file.h"
#include "gpu/protocol.h"
#include "gpu/worker_environment.h"

namespace lumbar::gpu {
namespace {

// What the child uses, made before the fork: after it the child may allocate nothing.
struct ChildPlan {
    const WorkerProgram& program;
    int socket, shared_file, report;
    std::vector<char*> arguments, environment;  // end with a null pointer
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// Between fork and exec: calls only what a signal handler may, as another thread may have held any lock.
[[noreturn]] void become_worker(ChildPlan& plan) {
    dup2(STDERR_FILENO, STDOUT_FILENO);  // what a driver prints stays out of the program's output
    dup2(plan.socket, kSocketFile);
    dup2(plan.shared_file, kSharedFile);
    signal(SIGINT, SIG_IGN);              // Ctrl-C reaches the whole group; the program decides
    constexpr unsigned kCloseOnExec = 4;  // CLOSE_RANGE_CLOEXEC, Linux 5.11: also what other libraries opened
    syscall(SYS_close_range, kSharedFile + 1, ~0U, kCloseOnExec);
    constexpr int kTries = 200, kPause_ms = 10;
    for (int i = 0; i < kTries; ++i) {
        plan.program.execute(plan.arguments.data(), plan.environment.data());
        if (errno != ETXTBSY) break;  // another thread's child still holds the file open for writing
        poll(nullptr, 0, kPause_ms);
    }
    const int error = errno;
    if (write(plan.report, &error, sizeof error) < 0) _exit(126);
    _exit(127);
}

// Why exec failed; 0 where it did not: it closed the pipe.
int read_report(const OwnedFile& report) {
    int error = 0;
    ssize_t count = 0;
    do count = read(report.number(), &error, sizeof error);
    while (count < 0 && errno == EINTR);
    return count == sizeof error ? error : 0;
}

struct FilePair {
    OwnedFile ours, theirs;
};

FilePair owned(const int (&files)[2]) {
    FilePair pair{above_worker_files(OwnedFile(files[0])), above_worker_files(OwnedFile(files[1]))};
    if (!pair.ours.is_open() || !pair.theirs.is_open()) throw StartFailure("no file for the worker", errno);
    return pair;
}

FilePair open_socket() {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        throw StartFailure("socketpair", errno);
    return owned(ends);
}

FilePair open_pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw StartFailure("pipe", errno);
    return owned(ends);
}

}  // namespace

StartedWorker start_worker(const StartWay& way, std::span<const std::byte> image, int shared_file,
                           const std::vector<std::string>& arguments) {
    const WorkerProgram program(way, image);
    FilePair socket = open_socket(), report = open_pipe();
    std::vector<std::string> words = program.first_arguments(), environment = worker_environment();
    words.insert(words.end(), arguments.begin(), arguments.end());
    ChildPlan plan{program,
                   socket.theirs.number(),
                   shared_file,
                   report.theirs.number(),
                   pointers_to(words),
                   pointers_to(environment)};
    const pid_t id = fork();
    if (id == 0) become_worker(plan);
    if (id < 0) throw StartFailure("fork", errno);
    report.theirs.close();
    if (const int error = read_report(report.ours)) {
        waitpid(id, nullptr, 0);
        throw StartFailure("exec", error);
    }
    return {id, std::move(socket.ours)};
}

}  // namespace lumbar::gpu
