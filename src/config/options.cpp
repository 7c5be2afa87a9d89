#include "config/options.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <functional>
#include <sstream>
#include <thread>

#include "base/error.h"
#include "config/version.h"

namespace lumbar {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

int hardware_threads() {
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

[[noreturn]] void refuse(const std::string& flag, const std::string& expected, const std::string& found) {
    throw Error({"the value does not fit", "--" + flag, expected, found}, ExitCode::usage);
}

// boost reads a path with operator>>, which stops at a space; so paths are read as strings.
po::typed_value<std::string>* path_value(fs::path& target) {
    return po::value<std::string>()->value_name("PATH")->notifier(
        [&](const std::string& text) { target = text; });
}

po::typed_value<std::string>* path_value(std::optional<fs::path>& target) {
    return po::value<std::string>()->value_name("PATH")->notifier(
        [&](const std::string& text) { target = text; });
}

po::typed_value<int>* count_value(int& target, int standard, const char* flag, int low, int high) {
    return po::value<int>(&target)->value_name("N")->default_value(standard)->notifier([=](int value) {
        if (value < low || value > high) {
            refuse(flag, std::to_string(low) + " to " + std::to_string(high), std::to_string(value));
        }
    });
}

po::typed_value<std::string>* choice_value(std::string& target, const char* standard, const char* flag,
                                           const std::vector<std::string>& choices) {
    std::string shown;
    for (const auto& choice : choices) shown += (shown.empty() ? "" : "|") + choice;
    auto* value = po::value<std::string>(&target)->value_name(shown);
    if (standard) value->default_value(standard);
    return value->notifier([=](const std::string& text) {
        if (std::find(choices.begin(), choices.end(), text) == choices.end()) refuse(flag, shown, text);
    });
}

std::vector<std::string> split_at_commas(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
    return parts;
}

po::typed_value<std::string>* list_value(std::vector<std::string>& target) {
    return po::value<std::string>()->value_name("A,B")->notifier(
        [&](const std::string& text) { target = split_at_commas(text); });
}

po::typed_value<std::string>* list_value(std::vector<int>& target, const char* flag) {
    return po::value<std::string>()->value_name("N,N")->notifier([&target, flag](const std::string& text) {
        for (const std::string& part : split_at_commas(text)) {
            std::istringstream stream(part);
            if (int number = 0; stream >> number && stream.eof()) {
                target.push_back(number);
            } else {
                refuse(flag, "whole numbers with commas between", text);
            }
        }
    });
}

// One command: what it is for, its flags, the arguments that need no flag.
struct CommandLine {
    const char* name;
    const char* usage;
    const char* summary;
    po::options_description flags;
    po::positional_options_description positional{};
};

CommandLine predict_line(PredictOptions& to) {
    CommandLine line{"predict", "--data DIR --weights DIR --output submission.csv",
                     "grades every study of a competition folder", po::options_description("Flags")};
    auto add = line.flags.add_options();
    add("data", path_value(to.data)->required(),
        "folder with {test,train}_series_descriptions.csv and images");
    add("weights", path_value(to.weights)->required(),
        "folder of nets: NAME.safetensors or .pt, with NAME.json");
    add("output", path_value(to.output)->required(), "the CSV to write");
    add("split", choice_value(to.split, "test", "split", {"test", "train"}), "which studies");
    add("device", po::value(&to.device)->value_name("NAME")->default_value("auto"),
        "auto, cpu, cuda or cuda:N");
    add("threads", count_value(to.threads, hardware_threads(), "threads", 1, 1024), "CPU threads");
    add("batch", count_value(to.batch, 1, "batch", 1, 9),
        "views in one forward pass: more is faster on a GPU");
    add("tta", count_value(to.tta, 9, "tta", 1, 9), "test-time views: the first N of the nine rotations");
    add("recipes", list_value(to.recipes), "only these recipes of stage 2");
    add("folds", list_value(to.folds, "folds"), "only nets of these folds");
    add("points", path_value(to.points),
        "skip stage 1: take the points from this CSV (coords_v7.csv's layout)");
    add("save-points", path_value(to.save_points), "write stage 1's points in that layout");
    add("log", path_value(to.log), "write the log to this file too");
    return line;
}

CommandLine evaluate_line(EvaluateOptions& to) {
    CommandLine line{"evaluate", "--labels train.csv --predictions submission.csv",
                     "scores a submission with the competition's metric, every part of it",
                     po::options_description("Flags")};
    auto add = line.flags.add_options();
    add("labels", path_value(to.labels)->required(), "the competition's train.csv");
    add("predictions", path_value(to.predictions)->required(), "a submission of studies in it");
    return line;
}

CommandLine inspect_line(InspectOptions& to) {
    CommandLine line{"inspect", "PATH [--picture FILE.png] [--augment FILE.png [--seed S]]",
                     "says what a DICOM file or series, a weights file or folder is",
                     po::options_description("Flags")};
    auto add = line.flags.add_options();
    add("path", path_value(to.path)->required(), "the file or folder (no flag needed)");
    add("picture", path_value(to.picture), "also draw a series' frames, left to right, into this PNG");
    add("augment", path_value(to.augment),
        "also draw what training may make of a series' middle frame into this PNG");
    add("seed", po::value(&to.seed)->value_name("S")->default_value(0),
        "the same seed draws the same augmentations");
    line.positional.add("path", 1);
    return line;
}

CommandLine convert_line(ConvertOptions& to) {
    CommandLine line{"convert", "IN OUT", "turns weights files into each other: .pt, .safetensors",
                     po::options_description("Flags")};
    auto add = line.flags.add_options();
    add("input", path_value(to.input)->required(), "the file to read (no flag needed)");
    add("output", path_value(to.output)->required(), "the file to write (no flag needed)");
    add("dtype", choice_value(to.dtype, nullptr, "dtype", {"float32", "float16", "bfloat16"}),
        "type of the floating-point tensors");
    add("in-chans", po::value<int>()->value_name("1")->notifier([&to](int channels) {
        if (channels != 1) refuse("in-chans", "1", std::to_string(channels));
        to.sum_to_one_channel = true;
    }),
        "for timm's weights: sum the first convolution over its channels, drop the classifier");
    line.positional.add("input", 1).add("output", 1);
    return line;
}

CommandLine synth_line(SynthOptions& to) {
    CommandLine line{"synth", "--output DIR --studies N --seed S",
                     "draws synthetic studies in the competition's layout", po::options_description("Flags")};
    auto add = line.flags.add_options();
    add("output", path_value(to.output)->required(), "the folder to make; it must be new or empty");
    add("studies", count_value(to.studies, 3, "studies", 1, 100000), "how many");
    add("seed", po::value(&to.seed)->value_name("S")->default_value(0),
        "the same seed draws the same studies");
    add("syntax", choice_value(to.syntax, "rle", "syntax", {"rle", "raw"}), "how pixels are stored");
    add("image-size", count_value(to.image_size, 0, "image-size", 0, 2048),
        "longer side in px; 0: 320 to 640");
    add("threads", count_value(to.threads, hardware_threads(), "threads", 1, 1024), "CPU threads");
    add("untrained-weights", path_value(to.untrained_weights),
        "also write a small untrained net for every recipe here, to try the machinery with");
    return line;
}

std::string help_of(const CommandLine& line) {
    std::ostringstream text;
    text << "lumbar " << line.name << " " << line.usage << "\n" << line.summary << "\n\n" << line.flags;
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
    return {entry(predict_line), entry(evaluate_line), entry(inspect_line), entry(convert_line),
            entry(synth_line)};
}

std::string overview() {
    std::ostringstream text;
    text << "lumbar " << kVersion
         << ": grades degenerative changes of the lumbar spine on sagittal MR series\n\n";
    for (const Entry& command : commands()) {
        text << "  lumbar " << command.name << std::string(10 - command.name.size(), ' ') << command.summary
             << "\n";
    }
    text << "\n  lumbar help COMMAND    its flags\n  lumbar --version\n\n"
            "Exit codes: 0 done (rows that nobody could grade hold class priors, with a warning each)\n"
            "            1 internal error   2 wrong arguments   3 unusable data or CSV\n"
            "            4 unusable weights   5 the output cannot be written\n";
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
    if (first == "--version") return ShowText{"lumbar " + std::string(kVersion) + "\n"};
    if (first == "--help" || first == "-h") return ShowText{overview()};
    if (first == "help") {
        return arguments.size() > 1 ? parse_command(arguments[1], {"--help"}) : ShowText{overview()};
    }
    return parse_command(first, {arguments.begin() + 1, arguments.end()});
}

}  // namespace lumbar
