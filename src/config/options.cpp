#include "config/options.h"

#include <array>
#include <filesystem>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/known_names.h"
#include "config/command_lines.h"
#include "config/command_texts.h"
#include "config/option_values.h"
#include "config/version.h"

namespace lumbar {
namespace {

std::string help_of(const CommandLine& line, const CommandNotes& notes) {
    const auto found = notes.find(line.name);
    std::ostringstream text;
    text << "lumbar " << line.name << " " << line.usage << "\n"
         << line.summary << "\n\n"
         << line.flags << line.notes << (found == notes.end() ? "" : found->second) << "\nExamples:\n";
    for (const std::string& example : line.examples) text << "  " << example << "\n";
    return text.str();
}

// For a flag that there is not: the one that may be meant.
std::string guess_of_flag(const CommandLine& line, const po::error& error) {
    const auto* const unknown = dynamic_cast<const po::unknown_option*>(&error);
    if (dynamic_cast<const po::too_many_positional_options_error*>(&error)) {
        return ": an argument that no flag begins, or a flag's value is missing before the next one";
    }
    if (!unknown) return "";
    std::vector<std::string> flags;
    for (const auto& flag : line.flags.options()) flags.push_back("--" + flag->long_name());
    return did_you_mean(names_in(flags, std::identity()), unknown->get_option_name());
}

// Every path that is given, by its flag.
std::vector<std::pair<std::string, std::filesystem::path>> paths_in(const CommandLine& line,
                                                                    const po::variables_map& given) {
    std::vector<std::pair<std::string, std::filesystem::path>> paths;
    for (const auto& flag : line.flags.options()) {
        const po::variable_value& value = given[flag->long_name()];
        if (value.empty() || flag->semantic()->name() != kPathName) continue;
        if (const auto* const one = boost::any_cast<std::string>(&value.value())) {
            paths.emplace_back(flag->long_name(), *one);
        } else {
            for (const auto& path : value.as<std::vector<std::string>>())
                paths.emplace_back(flag->long_name(), path);
        }
    }
    return paths;
}

// Devices such as /dev/stdout may be named twice.
bool is_same_file(const std::filesystem::path& a, const std::filesystem::path& b) {
    std::error_code failure;
    if (std::filesystem::is_other(a, failure)) return false;
    const auto real_a = std::filesystem::weakly_canonical(std::filesystem::absolute(a), failure);
    const auto real_b = std::filesystem::weakly_canonical(std::filesystem::absolute(b), failure);
    return !real_a.empty() && real_a == real_b;
}

// An empty path is a script's unset variable.  Of two flags that name one file one would overwrite the
// other's;
// --log overwrites whatever it names.
void check_paths(const CommandLine& line, const po::variables_map& given) {
    static const std::set<std::string> written = {"output",  "output-recipes", "save-points",
                                                  "picture", "augment",        "untrained-weights"};
    const auto paths = paths_in(line, given);
    for (auto a = paths.begin(); a != paths.end(); ++a) {
        if (a->second.empty()) refuse(a->first, "a path", "nothing");
        for (auto b = std::next(a); b != paths.end(); ++b) {
            const bool is_log = a->first == "log" || b->first == "log";
            if (!is_log && !(written.contains(a->first) && written.contains(b->first))) continue;
            if (!is_same_file(a->second, b->second)) continue;
            throw Error({"--" + a->first + " and --" + b->first + " name the same file",
                         "lumbar " + std::string(line.name), "one file each", a->second.string()},
                        ExitCode::usage);
        }
    }
}

template <class Options>
Invocation parse(CommandLine (*make_line)(Options&), const std::vector<std::string>& arguments,
                 const CommandNotes& notes) {
    Options options;
    CommonOptions common;
    CommandLine line = make_line(options);
    add_common_flags(line.flags, common);
    try {
        po::variables_map values;
        po::store(po::command_line_parser(arguments).options(line.flags).positional(line.positional).run(),
                  values);
        if (values.count("help")) return {ShowText{help_of(line, notes)}, common};
        if (line.check) line.check(values);
        check_paths(line, values);
        po::notify(values);
    } catch (const po::error& e) {
        throw Error({e.what() + guess_of_flag(line, e) + " (see lumbar help " + line.name + ")",
                     std::string("lumbar ") + line.name},
                    ExitCode::usage);
    }
    return {options, common};
}

struct Entry {
    CommandText text;
    std::function<Invocation(const std::vector<std::string>&, const CommandNotes&)> parse;
    const std::string& name() const { return text.name; }
};

CommandText text_of(const CommandLine& line) {
    CommandText text{line.name, line.usage, line.summary, line.examples, {}};
    for (const auto& flag : line.flags.options()) {
        const bool has_value = flag->semantic()->max_tokens() > 0;
        text.flags.push_back(
            {"--" + flag->long_name(), has_value ? flag->semantic()->name() : "", flag->description()});
    }
    return text;
}

template <class Options>
Entry entry(CommandLine (*make_line)(Options&)) {
    Options scratch;
    CommonOptions common;
    CommandLine line = make_line(scratch);
    add_common_flags(line.flags, common);
    return {text_of(line), [make_line](const std::vector<std::string>& arguments, const CommandNotes& notes) {
                return parse(make_line, arguments, notes);
            }};
}

std::vector<Entry> commands() {
    return {entry(predict_line), entry(grade_line),    entry(merge_line),   entry(prepare_line),
            entry(train_line),   entry(evaluate_line), entry(denoise_line), entry(calibrate_line),
            entry(folds_line),   entry(inspect_line),  entry(convert_line), entry(synth_line),
            entry(check_line)};
}

std::vector<CommandText> command_texts() {
    std::vector<CommandText> texts;
    for (const Entry& command : commands()) texts.push_back(command.text);
    return texts;
}

std::string overview() {
    std::ostringstream text;
    text << "lumbar " << version()
         << ": grades degenerative changes of the lumbar spine on sagittal MR series\n\n";
    for (const Entry& command : commands()) {
        text << "  lumbar " << command.name() << std::string(10 - command.name().size(), ' ')
             << command.text.summary << "\n";
    }
    text << "\n  lumbar help COMMAND           its flags\n"
            "  lumbar completion bash|zsh    completion: source <(lumbar completion bash)\n"
            "  lumbar manual                 a manual page for man(1)\n"
            "  lumbar --version\n\n"
            "Exit codes: 0 done (rows that no net could grade hold class priors, and a warning says so)\n"
            "            1 internal error   2 wrong arguments\n"
            "            3 unusable data or CSV, or nothing was graded by a net\n"
            "            4 unusable weights   5 the output cannot be written\n"
            "            6 no device gives correct results   7 memory ran out\n"
            "            8 grade, merge: done, but some studies hold class priors alone\n"
            "            130, 143 stopped by SIGINT, SIGTERM: what was done is saved\n";
    return text.str();
}

Invocation parse_command(const std::string& name, const std::vector<std::string>& arguments,
                         const CommandNotes& notes) {
    const std::vector<Entry> all = commands();
    const auto known = names_in(all, &Entry::name);
    return all[index_of(known, name, "command", "lumbar", ExitCode::usage)].parse(arguments, notes);
}

std::string completion_for(const std::string& shell) {
    constexpr std::array<std::string_view, 2> kShells = {"bash", "zsh"};
    return index_of(kShells, shell, "shell", "lumbar completion", ExitCode::usage) == 0
               ? bash_completion(command_texts())
               : zsh_completion(command_texts());
}

}  // namespace

Invocation parse_command_line(const std::vector<std::string>& arguments, const CommandNotes& notes) {
    if (arguments.empty()) throw Error({"no command (see lumbar --help)", "lumbar"}, ExitCode::usage);
    const std::string& first = arguments.front();
    if (first == "--version") return {ShowVersion{}, {}};
    if (first == "--help" || first == "-h") return {ShowText{overview()}, {}};
    if (first == "help") {
        static const std::set<std::string> without_flags = {"help", "completion", "manual"};
        if (arguments.size() < 2 || without_flags.contains(arguments[1])) return {ShowText{overview()}, {}};
        return parse_command(arguments[1], {"--help"}, notes);
    }
    if (first == "completion")
        return {ShowText{completion_for(arguments.size() > 1 ? arguments[1] : "")}, {}};
    if (first == "manual") return {ShowText{manual_page(command_texts(), std::string(version()))}, {}};
    return parse_command(first, {arguments.begin() + 1, arguments.end()}, notes);
}

}  // namespace lumbar
