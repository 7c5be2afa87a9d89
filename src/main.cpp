// argv -> command; the only catch.
#include <string>
#include <vector>

#include "app/run_command.h"
#include "base/error.h"
#include "base/log.h"
#include "config/options.h"

int main(int argc, char** argv) {
    try {
        const std::vector<std::string> arguments(argv + 1, argv + argc);
        lumbar::run_command(lumbar::parse_command_line(arguments));
        return static_cast<int>(lumbar::ExitCode::success);
    } catch (const lumbar::Error& e) {
        lumbar::log_error(e.what());
        return static_cast<int>(e.code());
    } catch (const std::exception& e) {
        lumbar::log_error(std::string("internal error: ") + e.what());
        return static_cast<int>(lumbar::ExitCode::internal);
    }
}
