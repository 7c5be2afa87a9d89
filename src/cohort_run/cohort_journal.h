// A file in the output folder of `grade` that holds what is known of each study that is graded: a stopped run
// goes on from it, the result files are made of it, and `merge` joins several.
//
// Of its lines (journal_file.h) one names all studies of the cohort, also those of other parts; the others
// are studies.  Memory holds where they are, never what they say.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cohort/cohort_files.h"
#include "competition/status_file.h"
#include "pipeline/journal_file.h"

namespace lumbar {

// OUTPUT/grades.journal
std::filesystem::path cohort_journal_path(const std::filesystem::path& output);

// A study that is graded.
struct StudyRecord {
    std::string id;         // ChosenStudy::id
    std::string signature;  // signature_of the study that was graded
    StudyStatus status;
    std::size_t findings_from_priors = 0;
};

// What a study's grades are made of but for the nets: its series, what they are taken as, files and their
// sizes.  Where the folders lie is no part of it.
std::string signature_of(const ChosenStudy& study);

// Every study of a cohort in its order, with its signature.
using CohortList = std::vector<std::pair<std::string, std::string>>;
CohortList list_cohort(const std::vector<ChosenStudy>& studies);

// What a journal holds.
struct CohortContents {
    CohortList cohort;                                                 // as the last run knew it
    Json root;                                                         // of grades.json
    std::map<std::string, std::pair<StudyRecord, LinePlace>> studies;  // by id; the last one of each
    bool is_finished = false;
};

// Empty without a file.  Throws as read_journal_file does.
CohortContents read_cohort_journal(const std::filesystem::path& path, const Json& run);

// The rows of a study that is there.
StudyRows read_rows(const std::filesystem::path& path, LinePlace place);

class CohortJournal {
  public:
    // Makes OUTPUT's journal, or goes on with the one that is there.  Throws Error: usage, naming what
    // differs, if that is another run's, or if OUTPUT holds results without a journal; output if it cannot be
    // written.
    CohortJournal(const std::filesystem::path& output, const Json& run, const Json& root, CohortList cohort);

    // The study if it is graded and unchanged.
    const StudyRecord* find(const ChosenStudy& study) const;
    // A study of the cohort; its signature is filled in.
    void add(StudyRecord record, const StudyRows& rows);
    // All studies are there.
    void finish() { file_->finish(); }
    // Calls `take` with the rows of each study in the given order; those that are not graded have
    // `missing_reason`.
    void read_all(const std::vector<ChosenStudy>& studies, const std::string& missing_reason,
                  const std::function<void(const StudyRows&)>& take) const;

  private:
    std::filesystem::path path_;
    CohortContents contents_;
    std::map<std::string, std::string> signatures_;  // of the cohort, by id
    std::optional<JournalFile> file_;
};

}  // namespace lumbar
