// Prints what a command has done, and keeps it in the log file.
#pragma once

#include <cstdio>
#include <functional>

namespace lumbar {

// `print` writes the summary into the stream that it is given; from there it goes to `to` and into the file
// of
// --log.
void print_and_log(std::FILE* to, const std::function<void(std::FILE*)>& print);

}  // namespace lumbar
