#include "cohort_run/patient_reports.h"

#include <utility>

#include "base/make_folder.h"
#include "cohort/patient_page_data.h"
#include "report/write_page.h"

namespace lumbar {

void write_patient_page(const std::filesystem::path& output, const RunDescription& run,
                        const CohortStudy& study, const StudyDetails& details) {
    const std::filesystem::path path = output / study.page;
    make_folder(path.parent_path());
    const std::string& patient = study.study.patient_id;
    write_page(path, "lumbar: " + (patient.empty() ? "a patient without ID" : patient),
               patient_page_data(run, study, details));
}

void write_index_page(const std::filesystem::path& output, const RunDescription& run,
                      std::vector<Json> rows) {
    const std::string title = "lumbar: " + std::to_string(rows.size()) + " studies";
    Json page = cohort_page_data(run);
    page["studies"] = std::move(rows);
    write_page(output / "index.html", title, page);
}

}  // namespace lumbar
