#include "support/program.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

#include "support/files.h"

namespace lumbar::test {
namespace {

// In the child, between fork and exec: system calls only.
[[noreturn]] void become(char* const* arguments, const char* printed, std::uint64_t largest_file) {
    const int file = open(printed, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0 || dup2(file, STDOUT_FILENO) < 0 || dup2(file, STDERR_FILENO) < 0) _exit(127);
    if (largest_file > 0) {
        const rlimit limit{largest_file, largest_file};
        setrlimit(RLIMIT_FSIZE, &limit);  // SIGXFSZ is the program's own business
    }
    execv(arguments[0], arguments);
    _exit(127);
}

}  // namespace

Program::Program(const std::vector<std::string>& arguments, const std::filesystem::path& printed,
                 std::uint64_t largest_file) {
    std::vector<std::string> texts{lumbar_executable().string()};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    const std::string file = printed.string();
    process_ = fork();
    if (process_ < 0) throw std::runtime_error("cannot start the program under test");
    if (process_ == 0) become(pointers.data(), file.c_str(), largest_file);
    running_ = true;
}

Program::~Program() {
    if (!running_) return;
    send(SIGKILL);
    wait();
}

void Program::send(int signal) const {
    if (running_) kill(process_, signal);
}

void Program::take(int status) {
    running_ = false;
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

bool Program::is_running() {
    int status = 0;
    if (running_ && waitpid(process_, &status, WNOHANG) == process_) take(status);
    return running_;
}

int Program::wait() {
    int status = 0;
    if (running_ && waitpid(process_, &status, 0) == process_) take(status);
    return code_;
}

}  // namespace lumbar::test
