#include "command_line/parse.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/known_names.h"
#include "command_line/command_texts.h"
#include "command_line/parse_flags.h"

namespace lumbar {
namespace {

Invocation show(std::string text) {
    return {[text = std::move(text)] { std::cout << text; }, {}};
}

std::string overview(const Program& program) {
    std::ostringstream text;
    text << "lumbar " << program.version << ": " << program.purpose << "\n\n";
    for (const Command& command : program.commands) {
        const std::string& name = command.text.name;
        text << "  lumbar " << name << std::string(10 - std::min<std::size_t>(name.size(), 9), ' ')
             << command.text.summary << "\n";
    }
    text << "\n  lumbar help COMMAND           its flags\n"
            "  lumbar completion bash|zsh    completion: source <(lumbar completion bash)\n"
            "  lumbar manual                 a manual page for man(1)\n"
            "  lumbar --version\n\n"
         << program.exit_codes;
    return text.str();
}

std::vector<DescribedCommand> describe_all(const std::vector<Command>& commands) {
    std::vector<DescribedCommand> described;
    std::transform(commands.begin(), commands.end(), std::back_inserter(described), describe);
    return described;
}

const Command& find_command(const std::vector<Command>& commands, const std::string& name) {
    const auto known = names_in(commands, [](const Command& c) -> const std::string& { return c.text.name; });
    return commands[index_of(known, name, "command", "lumbar", ExitCode::usage)];
}

std::string completion_for(const std::string& shell, const std::vector<Command>& commands) {
    constexpr std::array<std::string_view, 2> kShells = {"bash", "zsh"};
    return index_of(kShells, shell, "shell", "lumbar completion", ExitCode::usage) == 0
               ? bash_completion(describe_all(commands))
               : zsh_completion(describe_all(commands));
}

Invocation show_help(const Program& program, const std::vector<std::string>& topics) {
    static const std::set<std::string> without_flags = {"help", "completion", "manual"};
    if (topics.empty() || without_flags.contains(topics[0])) return show(overview(program));
    return parse_flags(find_command(program.commands, topics[0]), {"--help"});
}

}  // namespace

Invocation parse_command_line(const Program& program, const std::vector<std::string>& arguments) {
    if (arguments.empty()) throw Error({"no command (see lumbar --help)", "lumbar"}, ExitCode::usage);
    const std::string& first = arguments.front();
    const std::vector<std::string> more(arguments.begin() + 1, arguments.end());
    if (first == "--version") return {program.print_version, {}};
    if (first == "--help" || first == "-h") return show(overview(program));
    if (first == "help") return show_help(program, more);
    if (first == "completion") return show(completion_for(more.empty() ? "" : more[0], program.commands));
    if (first == "manual")
        return show(manual_page(describe_all(program.commands), program.purpose, program.version));
    return parse_flags(find_command(program.commands, first), more);
}

}  // namespace lumbar
