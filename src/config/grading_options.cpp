#include "config/grading_options.h"

#include "command_line/flags.h"

namespace lumbar {

void declare_grading(Flags& flags, GradingOptions& to) {
    flags.parsed(
        "device", to.device, "NAME", parse_device_request, device_request_name,
        "auto, cpu, gpu, or GPUs by number: gpu:0,gpu:1; auto takes every GPU that works, else the CPU");
    flags.threads(to.threads, "CPU threads");
    flags.choice("precision", to.precision, kPrecisionNames,
                 "auto: fp16 on a GPU; on a CPU what lumbar tune chose, else bf16 where CPUs of its kind are "
                 "faster in it, else fp32");
    flags.count("batch", to.batch, 0, 65536, "frames in one forward pass; 0: what suits the device");
    flags.gigabytes_or_zero(
        "memory", to.memory_gb,
        "the most to take of the machine's memory: passes and --max-series-gb are made smaller to fit; 0: no "
        "limit");
    declare_series_limit(flags, to.max_series_gb);
    flags.count("tta", to.tta, 1, 9, "test-time views: the first N of the nine rotations");
    flags.names("recipes", to.recipes, "only these recipes of stage 2");
    flags.numbers("folds", to.folds, "only nets of these folds");
    flags.path("points", to.points, "skip stage 1: take the points from this CSV (coords_v7.csv's layout)");
}

}  // namespace lumbar
