#include "base/out_of_memory.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

#include "base/error.h"

namespace lumbar {
namespace {

constexpr const char* kLine = "error: memory ran out\n";

// Without stdio, which allocates: a handler may have interrupted anything.  0: unknown.
std::uint64_t peak_address_space() {
    std::array<char, 2048> text{};
    const int file = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    const ssize_t size = read(file, text.data(), text.size() - 1);
    close(file);
    const char* at = size > 0 ? std::strstr(text.data(), "VmPeak:") : nullptr;
    if (!at) return 0;
    std::uint64_t kib = 0;
    for (at += std::strlen("VmPeak:"); *at == ' ' || *at == '\t'; ++at) {
    }
    for (; *at >= '0' && *at <= '9'; ++at) kib = kib * 10 + static_cast<std::uint64_t>(*at - '0');
    return kib * 1024;
}

[[noreturn]] void end_for_want_of_memory() {
    if (write(STDERR_FILENO, kLine, std::strlen(kLine)) < 0) {  // nobody to tell
    }
    _exit(static_cast<int>(ExitCode::memory));
}

// Returns where memory is not the reason: with the default action back in place the instruction fails again.
void crashed(int signal) {
    if (is_memory_short()) end_for_want_of_memory();
    std::signal(signal, SIG_DFL);
}

void exits() {
    if (is_memory_short()) end_for_want_of_memory();
}

[[noreturn]] void terminated() {
    bool is_bad_alloc = false;
    if (const auto failure = std::current_exception()) {
        try {
            std::rethrow_exception(failure);
        } catch (const std::bad_alloc&) {
            is_bad_alloc = true;
        } catch (...) {  // std::abort tells the system
        }
    }
    if (is_bad_alloc || is_memory_short()) end_for_want_of_memory();
    std::abort();
}

}  // namespace

bool is_memory_short() {
    rlimit limit{};
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return false;
    // The block that was refused may have been a large one.
    return peak_address_space() > limit.rlim_cur / 2;
}

std::string out_of_memory_line(const std::string& reason) {
    return reason.empty() ? "memory ran out" : "memory ran out: " + reason;
}

void explain_ends_for_want_of_memory() {
    static std::array<char, 1 << 16> stack;  // the thread's own may be what is full
    const stack_t other{stack.data(), 0, stack.size()};
    sigaltstack(&other, nullptr);
    struct sigaction action {};
    action.sa_handler = crashed;
    action.sa_flags = SA_ONSTACK;
    sigaction(SIGSEGV, &action, nullptr);
    sigaction(SIGBUS, &action, nullptr);
    std::set_terminate(terminated);
    std::atexit(exits);
}

}  // namespace lumbar
