// Writes lines to standard error, with colours on a terminal unless NO_COLOR is set (no-color.org), and on
// request to a file.  Safe from any thread.
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

// From here on standard error shows warnings and errors alone: no news and no progress.
void log_quietly();

// Everything logged from here on is also written to `path`, in place of an earlier log.  Throws Error: output
// if it cannot be opened, usage if a file is there that is no log. Where a line cannot be written later, that
// is a warning, once, and the file gets no more lines.
void log_to_file(const std::filesystem::path& path);

// For that file alone, if there is one: what is said elsewhere than in the log, such as a summary.
void log_to_file_only(std::string_view text);

// To be called at the end: throws Error (output) if the file lacks lines that could not be written.
void check_log_file();

}  // namespace lumbar
