// argv -> command; the only catch.
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "app/commands.h"
#include "base/error.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/out_of_memory.h"
#include "base/printable.h"
#include "command_line/parse.h"
#include "config/version.h"

namespace {

bool has_reader(int descriptor) {
    pollfd pipe{descriptor, POLLOUT, 0};
    return poll(&pipe, 1, 0) < 0 || (pipe.revents & POLLERR) == 0;
}

// Whoever reads standard output may have enough of it (`| head -1`); all else that keeps the answer back is
// an error.
void finish_standard_output() {
    std::cout.flush();
    errno = 0;
    const bool failed = std::fflush(stdout) != 0 || std::ferror(stdout) != 0;
    if (!failed || !has_reader(STDOUT_FILENO)) return;
    throw lumbar::Error({"cannot write the result", "standard output", "a writable place",
                         errno == 0 ? "a failed write" : std::strerror(errno)},
                        lumbar::ExitCode::output);
}

void start_log(const lumbar::CommonOptions& options, const std::vector<std::string>& arguments) {
    if (options.is_quiet) lumbar::log_quietly();
    if (!options.log) return;
    lumbar::log_to_file(*options.log);
    std::string command = "lumbar";
    for (const std::string& argument : arguments) command += " " + argument;
    lumbar::log_to_file_only(command + "  (lumbar " + std::string(lumbar::version()) + ")");
}

lumbar::ExitCode run(const std::vector<std::string>& arguments) {
    try {
        const lumbar::Invocation invocation = lumbar::parse_command_line(lumbar::lumbar_program(), arguments);
        start_log(invocation.common, arguments);
        invocation.run();
        finish_standard_output();
        lumbar::check_log_file();
        return lumbar::ExitCode::success;
    } catch (const lumbar::Error& e) {
        // Whoever stops the program knows that it is no error.
        if (e.code() == lumbar::ExitCode::interrupted || e.code() == lumbar::ExitCode::terminated) {
            lumbar::log_info(e.what());
        } else {
            lumbar::log_error(e.what());
        }
        return e.code();
    } catch (const std::bad_alloc&) {
        lumbar::log_error(lumbar::out_of_memory_line(""));
        return lumbar::ExitCode::memory;
    } catch (const std::exception& e) {
        if (lumbar::is_memory_short()) {
            lumbar::log_error(lumbar::out_of_memory_line(lumbar::first_line(e.what())));
            return lumbar::ExitCode::memory;
        }
        lumbar::log_error(std::string("internal error: ") + e.what());
        return lumbar::ExitCode::internal;
    }
}

}  // namespace

int main(int argc, char** argv) {
    lumbar::turn_write_signals_into_errors();
#if !defined(__SANITIZE_ADDRESS__)  // which reports crashes itself
    lumbar::explain_ends_for_want_of_memory();
#endif
    const int code = static_cast<int>(run({argv + 1, argv + argc}));
#if !defined(__SANITIZE_ADDRESS__)  // which looks for leaks after the return
    // LibTorch's statics would take each operator's registration back: 7 of 50 ms of `--version`.
    std::fflush(nullptr);
    std::_Exit(code);
#endif
    return code;
}
