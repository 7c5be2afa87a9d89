// Prints what this machine offers and what lumbar uses of it: CPU, memory, GPUs, libraries, free disk space.
#pragma once

namespace lumbar {

void print_system_facts();

}  // namespace lumbar
