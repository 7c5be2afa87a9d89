// Parses a command line with the flags of one command.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "command_line/parse.h"
#include "support/refusal.h"

namespace lumbar::test {

// `base` and then `more`.
inline std::vector<std::string> joined(std::vector<std::string> base, const std::vector<std::string>& more) {
    base.insert(base.end(), more.begin(), more.end());
    return base;
}

template <class Options>
using Declare = void (*)(Flags&, Options&);
template <class Options>
using Check = std::function<void(const GivenFlags&, Options&)>;

// parsed_options<PredictOptions>(declare, {"--tta", "3"})
template <class Options>
Options parsed_options(Declare<Options> declare, const std::vector<std::string>& arguments,
                       const Check<Options>& check = {}) {
    std::optional<Options> parsed;
    const auto keep = [&](const Options& options) { parsed = options; };
    const Program program{"1", "", "", {}, {make_command<Options>({.name = "try"}, declare, keep, check)}};
    parse_command_line(program, joined({"try"}, arguments)).run();
    return parsed.value();
}

template <class Options>
std::string refusal_of_flags(Declare<Options> declare, const std::vector<std::string>& arguments,
                             const Check<Options>& check = {}) {
    return refusal_of([&] { parsed_options<Options>(declare, arguments, check); }, ExitCode::usage);
}

}  // namespace lumbar::test
