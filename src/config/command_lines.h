// Builds each command's command line from its options struct: every flag with its default and its help,
// declared once.
#pragma once

#include <boost/program_options.hpp>
#include <functional>
#include <string>
#include <vector>

#include "config/options.h"

namespace lumbar {

// One command: what it is for, its flags, the arguments that need no flag.
struct CommandLine {
    const char* name;
    const char* usage;
    const char* summary;
    boost::program_options::options_description flags;
    boost::program_options::positional_options_description positional{};
    std::string notes{};                  // printed after the flags
    std::vector<std::string> examples{};  // whole commands
    // Of flags that depend on each other; may be empty.
    std::function<void(const boost::program_options::variables_map&)> check{};
};

// The flags point into `to`, which outlives the line.
void add_common_flags(boost::program_options::options_description& flags, CommonOptions& to);
void add_grading_flags(boost::program_options::options_description& flags, GradingOptions& to);
CommandLine predict_line(PredictOptions& to);
CommandLine grade_line(GradeFoldersOptions& to);
CommandLine merge_line(MergeOptions& to);
CommandLine prepare_line(PrepareOptions& to);
CommandLine train_line(TrainOptions& to);
CommandLine evaluate_line(EvaluateOptions& to);
CommandLine inspect_line(InspectOptions& to);
CommandLine convert_line(ConvertOptions& to);
CommandLine synth_line(SynthOptions& to);
CommandLine denoise_line(DenoiseOptions& to);
CommandLine calibrate_line(CalibrateOptions& to);
CommandLine folds_line(FoldsOptions& to);
CommandLine check_line(CheckOptions& to);

}  // namespace lumbar
