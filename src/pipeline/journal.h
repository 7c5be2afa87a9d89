// A file (journal_file.h) beside the submission that holds the studies graded so far, from which a stopped
// run is resumed.
#pragma once

#include <filesystem>
#include <vector>

#include "files/json.h"
#include "pipeline/journal_file.h"
#include "pipeline/study_result.h"

namespace lumbar {

// "submission.csv" -> "submission.csv.journal", beside it.
std::filesystem::path journal_path(const std::filesystem::path& submission);

struct JournalContents {
    std::vector<StudyResult> studies;
    bool is_finished = false;
};

// As read_journal_file.
JournalContents read_journal(const std::filesystem::path& path, const Json& run);

class Journal {
  public:
    // Replaces the file by one that holds these studies.  Throws Error (output).
    Journal(const std::filesystem::path& path, const Json& run, const std::vector<StudyResult>& done);

    void append(const StudyResult& result);
    void finish();

  private:
    JournalFile file_;
};

}  // namespace lumbar
