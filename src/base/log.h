// Lines for the person at the terminal (stderr) and, if asked for, a file.  Safe from any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace lumbar {

void log_info(std::string_view line);
// Counted: the summary at the end of a command says how many there were.
void log_warning(std::string_view line);
void log_error(std::string_view line);

std::size_t warning_count();

// Everything logged from here on is also written to `path`.  Throws Error (output) if it cannot be opened.
// Where a line cannot be written later, that is a warning, once, and the file gets no more lines.
void log_to_file(const std::filesystem::path& path);

// To be called at the end: throws Error (output) if the file lacks lines that could not be written.
void check_log_file();

}  // namespace lumbar
