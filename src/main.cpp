// argv -> command; the only catch.
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "app/run_command.h"
#include "base/error.h"
#include "base/log.h"
#include "config/options.h"

namespace {

lumbar::ExitCode run(const std::vector<std::string>& arguments) {
    try {
        lumbar::run_command(lumbar::parse_command_line(arguments));
        if (std::fflush(stdout) != 0) {
            throw lumbar::Error(
                {"cannot write the result", "standard output", "a writable place", std::strerror(errno)},
                lumbar::ExitCode::output);
        }
        return lumbar::ExitCode::success;
    } catch (const lumbar::Error& e) {
        lumbar::log_error(e.what());
        return e.code();
    } catch (const std::bad_alloc&) {
        lumbar::log_error("memory ran out");
        return lumbar::ExitCode::internal;
    } catch (const std::exception& e) {
        lumbar::log_error(std::string("internal error: ") + e.what());
        return lumbar::ExitCode::internal;
    }
}

}  // namespace

int main(int argc, char** argv) {
    const int code = static_cast<int>(run({argv + 1, argv + argc}));
#if !defined(__SANITIZE_ADDRESS__)  // which looks for leaks after the return
    // LibTorch's statics would take each operator's registration back: 7 of 50 ms of `--version`.
    std::fflush(nullptr);
    std::_Exit(code);
#endif
    return code;
}
