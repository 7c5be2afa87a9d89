// Runs the command of a parsed command line and prints its result on stdout.
#pragma once

#include "config/options.h"

namespace lumbar {

// Throws Error; what is printed on stdout is the result, all else goes to stderr.
void run_command(const Command& command);

}  // namespace lumbar
