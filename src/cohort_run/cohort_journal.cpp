#include "cohort_run/cohort_journal.h"

#include <system_error>
#include <utility>

#include "archive/data_file.h"
#include "base/error.h"
#include "files/crc32.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

StudyState state_named(const std::string& name) {
    for (const StudyState state : {StudyState::graded, StudyState::partly}) {
        if (name == study_state_name(state)) return state;
    }
    return StudyState::prior;
}

Json json_of(const StudyRecord& record, const StudyRows& rows) {
    return {{"study", record.id},
            {"signature", record.signature},
            {"state", study_state_name(record.status.state)},
            {"reason", record.status.reason},
            {"priors", record.findings_from_priors},
            {"series_csv", rows.series},
            {"grades_csv", rows.grades},
            {"json", rows.json}};
}

// Throws Json::exception for anything else.
StudyRecord record_of(const Json& json) {
    StudyRecord record;
    record.id = json.at("study").get<std::string>();
    record.signature = json.at("signature").get<std::string>();
    record.status = {record.id, state_named(json.at("state").get<std::string>()),
                     json.at("reason").get<std::string>(), 0};
    record.findings_from_priors = json.at("priors").get<std::size_t>();
    return record;
}

Json json_of(const CohortList& cohort, const Json& root) {
    Json studies = Json::array();
    for (const auto& [id, signature] : cohort) studies.push_back({id, signature});
    return {{"cohort", std::move(studies)}, {"root", root}};
}

void take_line(CohortContents& contents, const Json& value, LinePlace place) {
    if (value.contains("cohort")) {
        CohortList cohort;
        for (const Json& study : value.at("cohort")) {
            cohort.emplace_back(study.at(0).get<std::string>(), study.at(1).get<std::string>());
        }
        contents.root = value.at("root");
        contents.cohort = std::move(cohort);
    } else {
        StudyRecord record = record_of(value);
        std::string id = record.id;
        contents.studies[std::move(id)] = {std::move(record), place};
    }
}

// Nothing of another origin is overwritten.
void refuse_other_results(const fs::path& output) {
    std::error_code failure;
    for (const char* name : {"grades.csv", "grades.json"}) {
        if (!fs::exists(output / name, failure)) continue;
        throw Error({"the folder holds results that this command did not begin (there is no " +
                         cohort_journal_path("").string() + ")",
                     (output / name).string(), "a new --output, or that of an earlier run of grade"},
                    ExitCode::usage);
    }
}

}  // namespace

fs::path cohort_journal_path(const fs::path& output) {
    return output / "grades.journal";
}

std::string signature_of(const ChosenStudy& study) {
    std::string text;
    const auto add = [&](const std::string& part) { text.append(part).append("\n"); };
    add(study.patient_id);
    add(study.uid);
    for (const ChosenSeries& chosen : study.series) {
        add(chosen.series.id());
        add(chosen.reason);
        add(std::to_string(chosen.series.images));
        if (!chosen.taken_as) continue;
        add(std::string(series_kind_name(*chosen.taken_as)));
        for (const fs::path& file : chosen.series.files) {
            add(file.filename().string() + " " + std::to_string(size_of_data(file)));
        }
    }
    return fingerprint_of(text);
}

CohortList list_cohort(const std::vector<ChosenStudy>& studies) {
    CohortList cohort;
    for (const ChosenStudy& study : studies) cohort.emplace_back(study.id, signature_of(study));
    return cohort;
}

CohortContents read_cohort_journal(const fs::path& path, const Json& run) {
    CohortContents contents;
    contents.is_finished = read_journal_file(
        path, run, [&](const Json& value, LinePlace place) { take_line(contents, value, place); });
    return contents;
}

StudyRows read_rows(const fs::path& path, LinePlace place) {
    const Json json = read_journal_line(path, place);
    return {json.at("series_csv").get<std::string>(), json.at("grades_csv").get<std::string>(),
            json.at("json")};
}

CohortJournal::CohortJournal(const fs::path& output, const Json& run, const Json& root, CohortList cohort)
    : path_(cohort_journal_path(output)) {
    std::error_code failure;
    if (fs::exists(path_, failure)) {
        contents_ = read_cohort_journal(path_, run);
    } else {
        refuse_other_results(output);
        write_journal_file(path_, run, {});
    }
    file_.emplace(path_);
    contents_.cohort = std::move(cohort);
    file_->append(json_of(contents_.cohort, root));
    signatures_.insert(contents_.cohort.begin(), contents_.cohort.end());
}

const StudyRecord* CohortJournal::find(const ChosenStudy& study) const {
    const auto found = contents_.studies.find(study.id);
    if (found == contents_.studies.end()) return nullptr;
    const StudyRecord& record = found->second.first;
    return record.signature == signatures_.at(study.id) ? &record : nullptr;
}

void CohortJournal::add(StudyRecord record, const StudyRows& rows) {
    record.signature = signatures_.at(record.id);
    const LinePlace place = file_->append(json_of(record, rows));
    contents_.studies[record.id] = {record, place};
}

void CohortJournal::read_all(const std::vector<ChosenStudy>& studies, const std::string& missing_reason,
                             const std::function<void(const StudyRows&)>& take) const {
    for (const ChosenStudy& study : studies) {
        if (find(study)) {
            take(read_rows(path_, contents_.studies.at(study.id).second));
        } else {
            take(rows_of_ungraded(study, missing_reason));
        }
    }
}

}  // namespace lumbar
