#include "competition/labels.h"

#include <algorithm>

#include "base/error.h"
#include "core/grades.h"
#include "files/csv.h"

namespace lumbar {
namespace {

int parse_label(const std::string& text, const std::string& where) {
    if (text.empty()) return kUnlabelled;
    const auto at = std::find(kClassTitles.begin(), kClassTitles.end(), text);
    if (at == kClassTitles.end())
        throw Error({"unknown label", where, "Normal/Mild, Moderate, Severe or blank", text});
    return static_cast<int>(at - kClassTitles.begin());
}

std::string column_name(const Finding& finding) {
    return std::string(kConditionNames[index(finding.condition)]) + "_" +
           std::string(kLevelNames[finding.level]);
}

}  // namespace

std::map<std::string, StudyLabels> read_labels(const std::filesystem::path& path) {
    const CsvTable table = read_csv(path);
    const std::size_t study_column = table.column("study_id");
    FindingTable<std::size_t> columns{};
    for (const Finding& finding : all_findings()) columns[finding] = table.column(column_name(finding));
    std::map<std::string, StudyLabels> studies;
    for (std::size_t row = 0; row < table.size(); ++row) {
        StudyLabels labels{};
        for (const Finding& finding : all_findings()) {
            labels[finding] = parse_label(table.at(row, columns[finding]), table.where(row));
        }
        const std::string& study = table.at(row, study_column);
        if (!studies.emplace(study, labels).second) {
            throw Error({"the study is listed twice", table.where(row), "", study});
        }
    }
    return studies;
}

}  // namespace lumbar
