// A file with the bytes of one input, for readers that take paths.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "targets.h"

namespace lumbar::fuzz {

// Writes `bytes` to FOLDER/NAME, where FOLDER is the process's own below TMPDIR and is removed at its end.
std::filesystem::path input_file(std::string_view name, Bytes bytes);

// A reader of one kind of file, and the name under which it looks for it.
struct FileReader {
    std::string_view name;
    void (*read)(const std::filesystem::path& path);
};

// The first byte chooses one of the readers of the bytes behind it.
void read_by_first_byte(std::span<const FileReader> readers, Bytes bytes);

// Calls `read`; an Error that blames the input (ExitCode::data, ExitCode::weights) is an answer, any other is
// not.
template <class Read>
void accept_or_refuse(const Read& read);

}  // namespace lumbar::fuzz

#include "base/error.h"

template <class Read>
void lumbar::fuzz::accept_or_refuse(const Read& read) {
    try {
        read();
    } catch (const Error& error) {
        if (error.code() != ExitCode::data && error.code() != ExitCode::weights) throw;
    }
}
