#include <cstdio>
#include <string>

#include "app/commands.h"
#include "app/summary.h"
#include "base/error.h"
#include "cohort_run/merge_parts.h"

namespace lumbar {
namespace {

void run(const MergeOptions& options) {
    const MergeSummary done = merge_parts(options);
    print_and_log(stdout, [&](std::FILE* to) {
        std::fprintf(to, "%zu studies of %s in %s, %zu of them with class priors alone\n", done.studies,
                     counted(done.parts, "part").c_str(), (options.output / "grades.csv").c_str(),
                     done.studies_with_priors);
    });
    if (done.studies_with_priors == 0) return;
    throw Error({std::to_string(done.studies_with_priors) + " of " + std::to_string(done.studies) +
                     " studies could not be graded (grades.json and series.csv say why)",
                 options.output.string()},
                ExitCode::incomplete);
}

}  // namespace

Command merge_command() {
    return make_command<MergeOptions>(
        {.name = "merge",
         .usage = "DIR... --output DIR",
         .summary = "combines the outputs of grade --shard into one",
         .examples = {"lumbar merge part-* --output graded",
                      "lumbar merge part1 part2 part3 --output graded --quiet"}},
        declare, run);
}

}  // namespace lumbar
