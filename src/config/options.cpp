#include "config/options.h"

#include <functional>
#include <sstream>

#include "base/error.h"
#include "config/command_lines.h"
#include "config/version.h"

namespace lumbar {
namespace {

namespace po = boost::program_options;

std::string help_of(const CommandLine& line) {
    std::ostringstream text;
    text << "lumbar " << line.name << " " << line.usage << "\n"
         << line.summary << "\n\n"
         << line.flags << line.notes;
    return text.str();
}

template <class Options>
Command parse(CommandLine (*make_line)(Options&), const std::vector<std::string>& arguments) {
    Options options;
    CommandLine line = make_line(options);
    line.flags.add_options()("help,h", "this text");
    try {
        po::variables_map values;
        po::store(po::command_line_parser(arguments).options(line.flags).positional(line.positional).run(),
                  values);
        if (values.count("help")) return ShowText{help_of(line)};
        if (line.check) line.check(values);
        po::notify(values);
    } catch (const po::error& e) {
        throw Error({std::string(e.what()) + " (see lumbar help " + line.name + ")",
                     std::string("lumbar ") + line.name},
                    ExitCode::usage);
    }
    return options;
}

struct Entry {
    std::string name, summary;
    std::function<Command(const std::vector<std::string>&)> parse;
};

template <class Options>
Entry entry(CommandLine (*make_line)(Options&)) {
    Options scratch;
    const CommandLine line = make_line(scratch);
    return {line.name, line.summary,
            [make_line](const std::vector<std::string>& arguments) { return parse(make_line, arguments); }};
}

std::vector<Entry> commands() {
    return {entry(predict_line),  entry(grade_line),   entry(prepare_line), entry(train_line),
            entry(evaluate_line), entry(denoise_line), entry(inspect_line), entry(convert_line),
            entry(synth_line),    entry(check_line)};
}

std::string overview() {
    std::ostringstream text;
    text << "lumbar " << version()
         << ": grades degenerative changes of the lumbar spine on sagittal MR series\n\n";
    for (const Entry& command : commands()) {
        text << "  lumbar " << command.name << std::string(10 - command.name.size(), ' ') << command.summary
             << "\n";
    }
    text << "\n  lumbar help COMMAND    its flags\n  lumbar --version\n\n"
            "Exit codes: 0 done (rows that no net could grade hold class priors, and a warning says so)\n"
            "            1 internal error   2 wrong arguments\n"
            "            3 unusable data or CSV, or nothing was graded by a net\n"
            "            4 unusable weights   5 the output cannot be written\n"
            "            6 no device computes what it should   7 memory ran out\n"
            "            130, 143 stopped by SIGINT, SIGTERM: what was done is saved\n";
    return text.str();
}

Command parse_command(const std::string& name, const std::vector<std::string>& arguments) {
    std::string known;
    for (const Entry& command : commands()) {
        if (command.name == name) return command.parse(arguments);
        known += (known.empty() ? "" : ", ") + command.name;
    }
    throw Error({"unknown command", "lumbar", known, name}, ExitCode::usage);
}

}  // namespace

Command parse_command_line(const std::vector<std::string>& arguments) {
    if (arguments.empty()) throw Error({"no command (see lumbar --help)", "lumbar"}, ExitCode::usage);
    const std::string& first = arguments.front();
    if (first == "--version") return ShowText{"lumbar " + std::string(version()) + "\n"};
    if (first == "--help" || first == "-h") return ShowText{overview()};
    if (first == "help") {
        return arguments.size() > 1 ? parse_command(arguments[1], {"--help"}) : ShowText{overview()};
    }
    return parse_command(first, {arguments.begin() + 1, arguments.end()});
}

}  // namespace lumbar
