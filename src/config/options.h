// The command line in, one filled-in struct out.  Each flag is declared once, in options.cpp, with its
// default and its help; Boost.Program_options is used there and nowhere else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lumbar {

struct PredictOptions {
    std::filesystem::path data, weights, output;
    std::string split;  // "test" or "train"
    std::string device;
    int threads = 1;
    int batch = 1;
    int tta = 9;
    std::vector<std::string> recipes;  // empty: all
    std::vector<int> folds;            // empty: all
    std::optional<std::filesystem::path> points, save_points, log;
};

struct EvaluateOptions {
    std::filesystem::path labels, predictions;
};

struct InspectOptions {
    std::filesystem::path path;
    std::optional<std::filesystem::path> picture, augment;
    std::uint64_t seed = 0;  // of the augmentations
};

struct ConvertOptions {
    std::filesystem::path input, output;
    std::string dtype;  // empty: as it is
    bool sum_to_one_channel = false;
};

struct SynthOptions {
    std::filesystem::path output;
    int studies = 0;
    std::uint64_t seed = 0;
    std::string syntax;  // "rle" or "raw"
    int image_size = 0;  // px, the longer side; 0: varying
    int threads = 1;
    std::optional<std::filesystem::path> untrained_weights;
};

// A text to print: help or the version.
struct ShowText {
    std::string text;
};

using Command =
    std::variant<ShowText, PredictOptions, EvaluateOptions, InspectOptions, ConvertOptions, SynthOptions>;

// Arguments after the program's name.  Throws Error (usage) naming the flag that is wrong.
Command parse_command_line(const std::vector<std::string>& arguments);

}  // namespace lumbar
