// The program's commands, one file each: app/NAME.cpp.
#pragma once

#include <string>
#include <vector>

#include "command_line/parse.h"
#include "config/version.h"

namespace lumbar {

Command predict_command();
Command grade_command();
Command merge_command();
Command prepare_command();
Command train_command();
Command evaluate_command();
Command denoise_command();
Command calibrate_command();
Command folds_command();
Command inspect_command();
Command convert_command();
Command synth_command();
Command check_command();
Command tune_command();

void print_version();

inline constexpr const char* kExitCodes =
    "Exit codes: 0 done (rows that no net could grade hold class priors, and a warning says so)\n"
    "            1 internal error   2 wrong arguments\n"
    "            3 unusable data or CSV, or nothing was graded by a net\n"
    "            4 unusable weights   5 the output cannot be written\n"
    "            6 no device gives correct results   7 memory ran out\n"
    "            8 grade, merge: done, but some studies hold class priors alone\n"
    "            130, 143 stopped by SIGINT, SIGTERM: what was done is saved\n";

// The commands in the order of the help.
inline Program lumbar_program() {
    return {std::string(version()),
            "grades degenerative changes of the lumbar spine on sagittal MR series",
            kExitCodes,
            print_version,
            {predict_command(), grade_command(), merge_command(), prepare_command(), train_command(),
             evaluate_command(), denoise_command(), calibrate_command(), folds_command(), inspect_command(),
             convert_command(), synth_command(), check_command(), tune_command()}};
}

}  // namespace lumbar
