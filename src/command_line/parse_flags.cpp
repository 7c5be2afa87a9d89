#include "command_line/parse_flags.h"

#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/known_names.h"
#include "command_line/check_paths.h"
#include "command_line/flags_impl.h"

namespace lumbar {
namespace {

void declare_common(Flags& flags, CommonOptions& to) {
    flags.path("log", to.log, "write the log to this file too");
    flags.toggle("quiet,q", to.is_quiet, "print only warnings, errors and the final summary");
    flags.impl().description.add_options()("help,h", "this text");
}

std::string help_of(const CommandText& command, const po::options_description& flags) {
    std::ostringstream text;
    text << "lumbar " << command.name << " " << command.usage << "\n"
         << command.summary << "\n\n"
         << flags << command.notes << "\nExamples:\n";
    for (const std::string& example : command.examples) text << "  " << example << "\n";
    return text.str();
}

// For a flag that there is not: the one that may be meant.
std::string guess_of_flag(const po::options_description& flags, const po::error& error) {
    const auto* const unknown = dynamic_cast<const po::unknown_option*>(&error);
    if (dynamic_cast<const po::too_many_positional_options_error*>(&error)) {
        return ": unexpected argument, or the flag before it lacks its value";
    }
    if (!unknown) return "";
    std::vector<std::string> names;
    for (const auto& flag : flags.options()) names.push_back("--" + flag->long_name());
    return did_you_mean(names_in(names, std::identity()), unknown->get_option_name());
}

GivenFlags given_in(const po::parsed_options& parsed) {
    GivenFlags given;
    for (const auto& option : parsed.options) {
        auto& values = given[option.string_key];
        values.insert(values.end(), option.value.begin(), option.value.end());
    }
    return given;
}

// Those of the command itself.
GivenFlags without_common(GivenFlags given) {
    CommonOptions unused;
    Flags common;
    declare_common(common, unused);
    for (const auto& flag : common.impl().description.options()) given.erase(flag->long_name());
    return given;
}

// Every path that is given, by its flag.
std::vector<GivenPath> paths_in(const Flags::Impl& flags, const GivenFlags& given) {
    std::vector<GivenPath> paths;
    for (const auto& flag : flags.description.options()) {
        const auto found = given.find(flag->long_name());
        if (found == given.end() || flag->semantic()->name() != kPathName) continue;
        for (const std::string& path : found->second) {
            paths.push_back({flag->long_name(), path, flags.written.contains(flag->long_name())});
        }
    }
    return paths;
}

}  // namespace

Invocation parse_flags(const Command& command, const std::vector<std::string>& arguments) {
    CommonOptions common;
    Flags flags;
    const Command::Run run = command.begin(flags);
    declare_common(flags, common);
    const po::options_description& description = flags.impl().description;
    const std::string where = "lumbar " + command.text.name;
    try {
        const po::parsed_options parsed =
            po::command_line_parser(arguments).options(description).positional(flags.impl().positional).run();
        po::variables_map values;
        po::store(parsed, values);
        if (values.count("help")) {
            return {[help = help_of(command.text, description)] { std::cout << help; }, common};
        }
        const GivenFlags given = given_in(parsed);
        run.check(without_common(given));
        check_paths(paths_in(flags.impl(), given), where);
        po::notify(values);
    } catch (const po::error& e) {
        throw Error(
            {e.what() + guess_of_flag(description, e) + " (see lumbar help " + command.text.name + ")",
             where},
            ExitCode::usage);
    }
    return {run.run, common};
}

DescribedCommand describe(const Command& command) {
    CommonOptions common;
    Flags flags;
    const Command::Run run = command.begin(flags);  // owns what the flags refer to
    declare_common(flags, common);
    DescribedCommand described{command.text, {}};
    for (const auto& flag : flags.impl().description.options()) {
        const bool has_value = flag->semantic()->max_tokens() > 0;
        described.flags.push_back(
            {"--" + flag->long_name(), has_value ? flag->semantic()->name() : "", flag->description()});
    }
    return described;
}

}  // namespace lumbar
