// Ctrl-C (SIGINT) and the system's request to end (SIGTERM), noticed so that work can be saved first.
#pragma once

#include <optional>

#include "base/error.h"

namespace lumbar {

// While it lives, the first such signal is only remembered; the second one ends the program as usual.
class InterruptWatch {
  public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;

    // The exit code that fits the signal that came: interrupted or terminated.
    static std::optional<ExitCode> requested();
};

}  // namespace lumbar
