#include "app/run_command.h"

#include <iostream>
#include <variant>

#include "app/commands.h"

namespace lumbar {

void run(const ShowText& options) {
    std::cout << options.text;
}

void run_command(const Command& command) {
    std::visit([](const auto& options) { run(options); }, command);
}

}  // namespace lumbar
