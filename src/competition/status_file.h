// Writes which rows of a submission came from nets and which are class priors, study by study.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lumbar {

// Of a study's 25 rows: all, some or none come from nets.
enum class StudyState { graded, partly, prior };
StudyState study_state(std::size_t rows_from_priors);
std::string_view study_state_name(StudyState state);  // "graded", "partly", "prior"

struct StudyStatus {
    std::string study;
    StudyState state = StudyState::prior;
    std::string reason;  // why rows are class priors, or what was left out; may be empty
    double seconds = 0;  // of reading and grading
};

// "submission.csv" -> "submission.status.csv", beside it.
std::filesystem::path status_path(const std::filesystem::path& submission);

// study,state,reason,seconds in the order given.  Written whole or not at all; throws Error (output).
void write_status(const std::filesystem::path& path, const std::vector<StudyStatus>& studies);

}  // namespace lumbar
