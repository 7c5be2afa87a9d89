// A file of JSON values that is whole up to its last line whenever the process ends.
//
// Each line is a value behind its CRC-32: first what the run is (run_fingerprint.h), then its results, and
// "finished" at the end of a run that has them all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "files/json.h"

namespace lumbar {

// Where a line is in the file.
struct LinePlace {
    std::uint64_t offset = 0;
    std::size_t size = 0;
};

// May throw Json::exception for a value that another version of the program wrote otherwise.
using TakeLine = std::function<void(const Json& value, LinePlace place)>;

// Hands over every line behind the first that is whole; the others are left out with a warning.  -> whether
// "finished" is the last.  Numbers come back as the same bits.  Without a file nothing is there.  Throws
// Error: usage, naming what differs, if it is another run's; data if its first line is damaged.
bool read_journal_file(const std::filesystem::path& path, const Json& run, const TakeLine& take);

// What the run is; throws Error (data) if it is damaged or no file is there.
Json read_journal_head(const std::filesystem::path& path);

// The line's value once more; throws Error (data) if it is not there any longer.
Json read_journal_line(const std::filesystem::path& path, LinePlace place);

// Whether a stopped run, whichever, left results there.
bool holds_unfinished_work(const std::filesystem::path& path);

// Replaces the file.  Throws Error (output).
void write_journal_file(const std::filesystem::path& path, const Json& run, const std::vector<Json>& values);

class JournalFile {
  public:
    // Opens a file that is there to append to it.  Throws Error (output), also if another run has it open.
    explicit JournalFile(const std::filesystem::path& path);
    ~JournalFile();
    JournalFile(const JournalFile&) = delete;
    JournalFile& operator=(const JournalFile&) = delete;

    // In the file when it returns: it survives the end of the process.  Throws Error (output).
    LinePlace append(const Json& value);
    void finish();  // all results are there

  private:
    void write_all(std::string_view text);
    [[noreturn]] void fail(const char* step) const;

    std::filesystem::path path_;
    int descriptor_ = -1;
    std::uint64_t size_ = 0;
};

}  // namespace lumbar
