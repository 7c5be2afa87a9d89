// Reads the arguments of one command, and writes its help.
#pragma once

#include <string>
#include <vector>

#include "command_line/command.h"
#include "command_line/command_texts.h"
#include "command_line/parse.h"

namespace lumbar {

// What runs the command; or prints its help, if the arguments ask for it.
Invocation parse_flags(const Command& command, const std::vector<std::string>& arguments);

// With the flags that every command takes.
DescribedCommand describe(const Command& command);

}  // namespace lumbar
