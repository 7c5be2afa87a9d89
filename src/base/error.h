// The one exception type: what went wrong, where, what was expected and what was found.
#pragma once

#include <stdexcept>
#include <string>

namespace lumbar {

// How a failure ends the program; listed in `lumbar --help`.
enum class ExitCode {
    success = 0,
    internal = 1,
    usage = 2,
    data = 3,
    weights = 4,
    output = 5,
    device = 6,
    memory = 7,
    incomplete = 8,  // the work is done, but some of what was asked for could not be
    interrupted = 130,
    terminated = 143
};

struct ErrorParts {
    std::string what{};      // "cannot read the header"
    std::string where{};     // a path, "FILE:LINE", an option
    std::string expected{};  // may be empty
    std::string found{};     // may be empty
};

class Error : public std::runtime_error {
  public:
    explicit Error(ErrorParts parts, ExitCode code = ExitCode::data);

    const ErrorParts& parts() const { return parts_; }
    ExitCode code() const { return code_; }

  private:
    ErrorParts parts_;
    ExitCode code_;
};

}  // namespace lumbar
