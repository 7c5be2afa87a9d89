// Two synthetic studies and untrained nets, for commands that are written as in a shell.
#pragma once

#include <string>

#include "support/files.h"
#include "support/run_lumbar.h"

namespace lumbar::test {

Outcome run_in_shell(const std::string& command);

// `arguments` as a shell reads them, redirections too.
Outcome run_lumbar_in_shell(const std::string& arguments);

// A copy of its own for each test; drawn once, by the program itself.
struct Demo {
    TemporaryFolder folder;
    std::string data = (folder / "data").string(), weights = (folder / "weights").string();
    std::string submission = (folder / "submission.csv").string();

    Demo();
    std::string predict_flags() const;
};

}  // namespace lumbar::test
