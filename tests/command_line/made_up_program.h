// A small program with a flag of every kind.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "command_line/parse.h"
#include "support/parsed_options.h"
#include "support/refusal.h"

namespace lumbar::test {

enum class Colour { red, green };
inline constexpr EnumNames<Colour, 2> kColourNames = {{{Colour::red, "red"}, {Colour::green, "green"}}};

struct PaintOptions {
    std::filesystem::path data;
    std::optional<std::filesystem::path> output, picture;
    std::vector<std::filesystem::path> paths;
    int coats = 2;
    std::optional<int> channels;
    std::uint64_t seed = 7;
    double share = 0.85, memory_gb = 0, series_gb = 2;
    std::optional<double> deadline_s;
    bool resume = false;
    std::string name, device = "auto";
    std::vector<std::string> settings, recipes;
    std::vector<int> folds;
    Colour colour = Colour::green;
    std::optional<Colour> frame;
    int twice = 4;
};

inline void declare(Flags& flags, PaintOptions& to) {
    flags.required_path("data", to.data, "what to read");
    flags.output("output", to.output, "what to write");
    flags.output("picture", to.picture, "what to write, too");
    flags.count("coats", to.coats, 1, 9, "how many");
    flags.only_number("channels", to.channels, 1, "one");
    flags.seed("seed", to.seed, "of everything random");
    flags.number("share", to.share, 0, 1, "of something");
    flags.gigabytes_or_zero("memory", to.memory_gb, "0: no limit");
    flags.gigabytes("series-gb", to.series_gb, "of a series");
    flags.duration("deadline", to.deadline_s, "the end");
    flags.toggle("resume", to.resume, "goes on");
    flags.text("name", to.name, "TEXT", "without a default");
    flags.text("device", to.device, "NAME", "with one");
    flags.texts("set", to.settings, "NAME=VALUE", "may be given again");
    flags.names("recipes", to.recipes, "some names");
    flags.numbers("folds", to.folds, "some numbers");
    flags.choice("colour", to.colour, kColourNames, "with a default");
    flags.choice("frame", to.frame, kColourNames, "without one");
    flags.parsed<int>(
        "twice", to.twice, "N", [](const std::string& text) { return 2 * std::stoi(text); },
        [](const int& value) { return std::to_string(value / 2); }, "half of what is meant");
    flags.positional("output", 1);
}

// `painted`: what the last run of `paint` was given.
inline Program made_up_program(PaintOptions& painted) {
    const auto refuse_green_frames = [](const GivenFlags& given, PaintOptions&) {
        const auto frame = given.find("frame");
        if (frame == given.end() || frame->second.front() != "green") return;
        refuse_value("frame", "another colour", "green");
    };
    return {
        "1.2.3",
        "paints",
        "Exit codes: 0 painted\n",
        [] {},
        {make_command<PaintOptions>(
             {.name = "paint",
              .usage = "OUT --data DIR",
              .summary = "paints a thing",
              .examples = {"lumbar paint o --data d"},
              .notes = "\nA note.\n"},
             declare, [&painted](const PaintOptions& options) { painted = options; }, refuse_green_frames),
         make_command<PaintOptions>(
             {.name = "join", .usage = "PATH...", .summary = "joins things"},
             [](Flags& flags, PaintOptions& to) {
                 flags.required_paths("path", to.paths, "which (no flag needed)");
                 flags.positional("path", -1);
             },
             [&painted](const PaintOptions& options) { painted = options; })}};
}

// What a run is given, or refused.
inline PaintOptions painted_by(const std::vector<std::string>& arguments) {
    PaintOptions painted;
    parse_command_line(made_up_program(painted), arguments).run();
    return painted;
}

inline PaintOptions painted_with(const std::vector<std::string>& more) {
    return painted_by(joined({"paint", "o", "--data", "d"}, more));
}

inline std::string refusal(const std::vector<std::string>& arguments) {
    return refusal_of([&] { painted_by(arguments); }, ExitCode::usage);
}

inline std::string refusal_with(const std::vector<std::string>& more) {
    return refusal_of([&] { painted_with(more); }, ExitCode::usage);
}

}  // namespace lumbar::test
