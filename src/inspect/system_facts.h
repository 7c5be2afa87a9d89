// Prints what this machine offers and what lumbar uses of it: CPU, memory, GPUs, libraries, free disk space.
#pragma once

#include <string>

namespace lumbar {

// `program`: its name, version and edition.
void print_system_facts(const std::string& program);

}  // namespace lumbar
