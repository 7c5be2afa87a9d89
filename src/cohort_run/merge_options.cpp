#include "cohort_run/merge_options.h"

#include "command_line/flags.h"

namespace lumbar {

void declare(Flags& flags, MergeOptions& to) {
    flags.required_paths("part", to.parts, "the output folders of all parts (no flag needed)");
    flags.required_output("output", to.output, "the folder for grades.csv, grades.json and series.csv");
    flags.positional("part", -1);
}

}  // namespace lumbar
