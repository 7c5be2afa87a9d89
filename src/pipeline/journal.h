// A file beside the submission that holds the studies graded so far, from which a stopped run is resumed.
//
// A JSON value a line: first what the run is (run_fingerprint.h), then the studies.
#pragma once

#include <filesystem>
#include <vector>

#include "base/json.h"
#include "pipeline/study_result.h"

namespace lumbar {

// "submission.csv" -> "submission.csv.journal", beside it.
std::filesystem::path journal_path(const std::filesystem::path& submission);

// The studies of a stopped run, up to the first line that is incomplete or damaged; none without a file.
// Numbers come back as the same bits.  Throws Error (usage) if it is another run's, naming what differs.
std::vector<StudyResult> read_journal(const std::filesystem::path& path, const Json& run);

class Journal {
  public:
    // Replaces the file by one that holds these studies.  Throws Error (output).
    Journal(const std::filesystem::path& path, const Json& run, const std::vector<StudyResult>& done);
    ~Journal();
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    // In the file when it returns: it survives the end of the process.  Throws Error (output).
    void append(const StudyResult& result);

  private:
    [[noreturn]] void fail(const char* step) const;

    std::filesystem::path path_;
    int descriptor_ = -1;
};

}  // namespace lumbar
