// A file written whole or not at all: temporary file beside the target, fsync, rename.  Links are followed;
// what is no plain file (a FIFO, a device, /dev/stdout) is written into and never replaced.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

#include "base/output_target.h"

namespace lumbar {

class AtomicFile {
  public:
    // Opens a temporary file beside `path`, and removes those of the same name that killed processes had left
    // when this process first wrote into the folder.  Every method throws Error (output) with the system's
    // reason.
    explicit AtomicFile(const std::filesystem::path& path);
    // Without commit() nothing is left behind.
    ~AtomicFile();
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(const void* bytes, std::size_t size);
    void write(std::string_view text) { write(text.data(), text.size()); }
    // Where the bytes are until commit(): for libraries that insist on writing to a path themselves.
    const std::filesystem::path& temporary_path() const { return temporary_; }
    // The file appears under its name, on disk for good.
    void commit();

  private:
    [[noreturn]] void fail(const char* step) const;

    OutputTarget target_;
    std::filesystem::path temporary_;
    int descriptor_ = -1;
};

// Those of `path` that killed processes have left.  Nobody else may be writing the file.
void remove_temporary_files(const std::filesystem::path& path);

// Throws Error (output) if the file's folder does not exist: better found out now than after hours of work.
void check_folder_of(const std::filesystem::path& file);

void write_file_atomically(const std::filesystem::path& path, std::string_view text);

}  // namespace lumbar
