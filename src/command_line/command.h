// A command of the program: what its help says, its flags and what it does.  src/app/NAME.cpp makes one each.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "command_line/flags.h"

namespace lumbar {

struct CommandText {
    std::string name{};
    std::string usage{};                  // what follows the name
    std::string summary{};                // one line
    std::vector<std::string> examples{};  // whole commands
    std::string notes{};                  // printed after the flags
};

// The flags that the user gave, without their dashes, and their values.
using GivenFlags = std::map<std::string, std::vector<std::string>>;

struct Command {
    // Of one run, with options of its own.
    struct Run {
        std::function<void(const GivenFlags&)> check;  // of its own flags, before the options are filled in
        std::function<void()> run;                     // afterwards
    };
    CommandText text;
    std::function<Run(Flags&)> begin;  // declares its flags
};

// `declare` names each flag and where it goes.  `run` prints the result on standard output and throws Error;
// all else goes to standard error.  `check`, if there is one, throws Error (usage) for flags that do not go
// together.
template <class Options>
Command make_command(CommandText text, void (*declare)(Flags&, Options&),
                     std::function<void(const Options&)> run,
                     std::function<void(const GivenFlags&, Options&)> check = {}) {
    return {std::move(text), [=](Flags& flags) {
                const auto options = std::make_shared<Options>();
                declare(flags, *options);
                return Command::Run{[=](const GivenFlags& given) {
                                        if (check) check(given, *options);
                                    },
                                    [=] { run(*options); }};
            }};
}

}  // namespace lumbar
