#include "pipeline/predict_options.h"

#include "command_line/flags.h"

namespace lumbar {

void declare(Flags& flags, PredictOptions& to) {
    flags.required_path(
        "data", to.data,
        "folder with {test,train}_series_descriptions.csv and images; without a list any PATH as in grade");
    flags.required_path("weights", to.weights, "folder of nets: NAME.safetensors or .pt, with NAME.json");
    flags.required_output("output", to.output, "the CSV to write");
    flags.choice("split", to.split, kSplitNames, "which studies");
    declare_grading(flags, to);
    flags.duration("deadline", to.deadline_s,
                   "end within that time (8.5h, 30m, 600s): views, folds, then recipes are left out if need "
                   "be");
    flags.toggle("resume", to.resume, "continue a run that was stopped, from the journal beside the output");
    flags.output("save-points", to.save_points, "write stage 1's points in that layout");
}

}  // namespace lumbar
