// A parsed command line in; the command's work done, its answer on stdout.
#pragma once

#include "config/options.h"

namespace lumbar {

// Throws Error; what is printed on stdout is the result, all else goes to stderr.
void run_command(const Command& command);

}  // namespace lumbar
