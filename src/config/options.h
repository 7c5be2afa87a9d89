// The options of each command, filled in from the command line.  Each flag is declared once, in
// command_lines.cpp, with its default and its help; only this room uses Boost.Program_options.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "config/device_request.h"
#include "config/shard.h"

namespace lumbar {

inline constexpr double kMaxSeriesGb = 2;  // of memory, while one series is read

// How nets are asked.
struct GradingOptions {
    DeviceRequest device;
    std::string precision = "fp32";
    int threads = 1;
    int batch = 0;
    double memory_gb = 0;  // 0: no limit
    double max_series_gb = kMaxSeriesGb;
    int tta = 9;
    std::vector<std::string> recipes;  // empty: all
    std::vector<int> folds;            // empty: all
    std::optional<std::filesystem::path> points;
};

struct PrepareOptions {
    std::filesystem::path data, output;
    std::optional<std::filesystem::path> points;  // empty: what the data folder has
    int locate_size = 256;                        // px, of stage 1's frames
    int threads = 1;
    double max_series_gb = kMaxSeriesGb;
};

struct TrainOptions {
    std::filesystem::path data, output;
    std::vector<std::string> recipes;  // empty: all
    std::vector<int> folds;            // -1: all studies, none held out
    std::uint64_t seed = 0;
    std::optional<std::filesystem::path> cache;   // empty: OUTPUT/cache, made if need be
    std::optional<std::filesystem::path> points;  // for that cache
    std::optional<std::filesystem::path> pretrained, init, config, pseudo, drop_labels;
    std::vector<std::string> settings;  // "lr=3e-4", in their order
    std::string note, device;
    int threads = 1;
    bool resume = false, dry_run = false;
};

struct PredictOptions : GradingOptions {
    std::filesystem::path data, weights, output;
    std::string split;  // "test" or "train"
    std::optional<std::filesystem::path> save_points;
    std::optional<double> deadline_s;  // after the start; then the run ends with what is graded
    bool resume = false;               // from the journal of a stopped run
    double write_interval_s = 30;      // at least, between replacements of the output; no flag
};

struct GradeFoldersOptions : GradingOptions {
    std::vector<std::filesystem::path> paths;
    std::filesystem::path weights, output;
    std::vector<std::string> series;  // "UID=t1"
    Shard shard;
    bool dry_run = false, no_report = false;
    bool dicom = false;  // write a report and annotated slices as DICOM files, too
};

struct MergeOptions {
    std::vector<std::filesystem::path> parts;
    std::filesystem::path output;
};

struct CrossValidateOptions : GradingOptions {
    std::filesystem::path data, weights;
    std::optional<std::filesystem::path> output, output_recipes;
};

// What is scored: a submission that is there, stage 1's points, or nets, by cross validation.
enum class EvaluateForm { submission, points, nets };

// What is written about the grades of a cohort; nothing without `report` and `json`.
struct EvaluationOptions {
    std::optional<std::filesystem::path> report, json;
    std::optional<std::filesystem::path> pages;  // of `grade`: the worst cases are linked to theirs
    int resamples = 1000;
    std::uint64_t seed = 0;
};

struct EvaluateOptions {
    EvaluateForm form = EvaluateForm::submission;
    EvaluationOptions evaluation;
    std::filesystem::path labels, predictions;
    std::optional<std::filesystem::path> prior_labels;
    std::filesystem::path found_points, true_points;
    CrossValidateOptions nets;
};

struct InspectOptions {
    bool system = false;         // describe this machine instead of a path
    std::filesystem::path path;  // empty: of the system alone
    std::optional<std::filesystem::path> picture, augment;
    std::uint64_t seed = 0;  // of the augmentations
    bool complete = false;
};

struct ConvertOptions {
    std::filesystem::path input, output;
    std::string dtype;        // empty: as it is
    std::string key, prefix;  // empty: found in the file
    bool sum_to_one_channel = false;
};

struct SynthOptions {
    std::filesystem::path output;
    int studies = 0;
    std::uint64_t seed = 0;
    std::string layout;  // "competition" or "plain"
    std::string syntax;  // "rle" or "raw"
    int image_size = 0;  // px, the longer side; 0: varying
    int threads = 1;
    std::optional<std::filesystem::path> untrained_weights;
    std::string untrained_backbone;  // empty: a small b0
};

struct DenoiseOptions {
    std::filesystem::path labels, oof, output;
    double threshold = 0.85;
};

struct CalibrateOptions {
    std::filesystem::path data, oof, weights;
};

struct FoldsOptions {
    std::filesystem::path data;
    std::optional<std::filesystem::path> output;  // empty: DATA/metadata.csv
    int folds = 4;
    std::uint64_t seed = 0;
};

struct CheckOptions {
    std::filesystem::path weights;
    DeviceRequest device;
    int threads = 1;
    std::vector<std::string> recipes;  // empty: all
    std::vector<int> folds;            // empty: all
};

// A text to print: help, completion or the manual page.
struct ShowText {
    std::string text;
};

struct ShowVersion {};

using Command = std::variant<ShowText, ShowVersion, PredictOptions, GradeFoldersOptions, MergeOptions,
                             PrepareOptions, TrainOptions, EvaluateOptions, DenoiseOptions, CalibrateOptions,
                             FoldsOptions, InspectOptions, ConvertOptions, SynthOptions, CheckOptions>;

// What every command takes.
struct CommonOptions {
    bool is_quiet = false;  // no progress and no news, but warnings and errors
    std::optional<std::filesystem::path> log;
};

struct Invocation {
    Command command;
    CommonOptions common;
};

// Arguments after the program's name.  Throws Error (usage) naming the flag that is wrong.
Invocation parse_command_line(const std::vector<std::string>& arguments);

}  // namespace lumbar
