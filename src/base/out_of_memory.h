// Tells a failure for want of memory from a bug, and ends the program with its own exit code where a library
// crashes instead of reporting it (oneDNN uses the null pointer of a failed allocation, libgomp calls
// exit()).
#pragma once

#include <string>

namespace lumbar {

// Whether the process has come so near to its limit of address space (`ulimit -v`) that an allocation may
// have failed.  False without such a limit or without /proc.  Safe in a signal handler.
bool is_memory_short();

// The line for it; `reason` is what the failing library said, or empty.
std::string out_of_memory_line(const std::string& reason);

// From here on a crash, an uncaught std::bad_alloc or a library's own exit() while memory is short prints one
// line and ends the program with ExitCode::memory.  Others end it as before.
void explain_ends_for_want_of_memory();

}  // namespace lumbar
