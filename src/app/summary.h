// Prints what a command has done, and keeps it in the log file.
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>

namespace lumbar {

// `print` writes the summary into the stream that it is given; from there it goes to `to` and into the file
// of --log.
void print_and_log(std::FILE* to, const std::function<void(std::FILE*)>& print);

// "1 warning", "2 warnings"
std::string counted(std::size_t count, std::string_view noun);

}  // namespace lumbar
