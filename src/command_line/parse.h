// Reads the command line: finds the command and what it shall do, or what help is asked for.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "command_line/command.h"

namespace lumbar {

struct Program {
    std::string version;
    std::string purpose;                  // "grades degenerative changes": what the help begins with
    std::string exit_codes;               // a paragraph of the help
    std::function<void()> print_version;  // --version
    std::vector<Command> commands;        // in the order of the help
};

// What every command takes.
struct CommonOptions {
    bool is_quiet = false;  // only warnings, errors and the final summary
    std::optional<std::filesystem::path> log;
};

struct Invocation {
    std::function<void()> run;
    CommonOptions common;
};

// `arguments`: those after the program's name.  Throws Error (usage) naming the flag that is wrong.
Invocation parse_command_line(const Program& program, const std::vector<std::string>& arguments);

}  // namespace lumbar
