// A file beside the submission that holds the studies graded so far, from which a stopped run is resumed.
//
// Each line is a JSON value behind its CRC-32: first what the run is (run_fingerprint.h), then the studies,
// and "finished" at the end of a run that graded them all.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "files/json.h"
#include "pipeline/study_result.h"

namespace lumbar {

// "submission.csv" -> "submission.csv.journal", beside it.
std::filesystem::path journal_path(const std::filesystem::path& submission);

struct JournalContents {
    std::vector<StudyResult> studies;
    bool is_finished = false;
};

// Empty without a file.  Numbers come back as the same bits.  Lines that are incomplete or damaged are left
// out with a warning.  Throws Error: usage, naming what differs, if it is another run's; data if its first
// line is damaged.
JournalContents read_journal(const std::filesystem::path& path, const Json& run);

// Whether a stopped run, whichever, left studies there.
bool holds_unfinished_work(const std::filesystem::path& path);

class Journal {
  public:
    // Replaces the file by one that holds these studies.  Throws Error (output).
    Journal(const std::filesystem::path& path, const Json& run, const std::vector<StudyResult>& done);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    // In the file when it returns: it survives the end of the process.  Throws Error (output).
    void append(const StudyResult& result);
    void finish();  // all studies are there

  private:
    void append_line(std::string_view line);
    [[noreturn]] void fail(const char* step) const;

    std::filesystem::path path_;
    int descriptor_ = -1;
};

}  // namespace lumbar
