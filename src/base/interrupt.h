// Signals: Ctrl-C (SIGINT) and the system's request to end (SIGTERM), noticed so that work can be saved
// first; those of failing writes become errors.
#pragma once

#include <optional>

#include "base/error.h"

namespace lumbar {

// While it lives, such a signal is only remembered.  A second Ctrl-C ends the program as usual; a second
// SIGTERM does not, because timeout(1) sends two at once.
class InterruptWatch {
  public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    // The exit code that fits the signal that came: interrupted or terminated.
    static std::optional<ExitCode> requested();
};

// From here on a write into a pipe that nobody reads, or beyond the limit of a file's size, fails with EPIPE
// or EFBIG like any other write and no longer ends the program.
void turn_write_signals_into_errors();

}  // namespace lumbar
