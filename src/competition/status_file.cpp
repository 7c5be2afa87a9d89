#include "competition/status_file.h"

#include "base/atomic_file.h"
#include "base/fixed_decimals.h"
#include "base/printable.h"
#include "core/findings.h"
#include "files/csv.h"

namespace lumbar {

StudyState study_state(std::size_t rows_from_priors) {
    if (rows_from_priors == 0) return StudyState::graded;
    return rows_from_priors == kFindings ? StudyState::prior : StudyState::partly;
}

std::string_view study_state_name(StudyState state) {
    switch (state) {
        case StudyState::graded:
            return "graded";
        case StudyState::partly:
            return "partly";
        default:
            return "prior";
    }
}

std::filesystem::path status_path(const std::filesystem::path& submission) {
    std::filesystem::path path = submission;
    return path.replace_extension(".status.csv");
}

void write_status(const std::filesystem::path& path, const std::vector<StudyStatus>& studies) {
    AtomicFile file(path);
    file.write("study,state,reason,seconds\n");
    for (const StudyStatus& study : studies) {
        std::string reason = printable(study.reason);
        for (char& c : reason) c = c == '\n' ? ' ' : c;
        file.write(csv_field(study.study) + "," + std::string(study_state_name(study.state)) + "," +
                   csv_field(reason) + "," + fixed_decimals(study.seconds, 2) + "\n");
    }
    file.commit();
}

}  // namespace lumbar
