// Writes what other programs show of the command line: completion for shells and a manual page.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.h"

namespace lumbar {

struct FlagText {
    std::string name;   // "--threads"
    std::string value;  // "N"; empty for a switch
    std::string help;
};

struct DescribedCommand {
    CommandText text;
    std::vector<FlagText> flags;
};

// Scripts to source: `source <(lumbar completion bash)`.
std::string bash_completion(const std::vector<DescribedCommand>& commands);
std::string zsh_completion(const std::vector<DescribedCommand>& commands);

// For man(1), section 1.
std::string manual_page(const std::vector<DescribedCommand>& commands, const std::string& purpose,
                        const std::string& version);

}  // namespace lumbar
