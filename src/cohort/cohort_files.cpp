#include "cohort/cohort_files.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "competition/status_file.h"
#include "config/version.h"
#include "files/csv.h"
#include "files/json.h"

namespace lumbar {
namespace {

constexpr int kSchemaVersion = 3;  // docs/grades.schema.json
constexpr const char* kSeriesColumns =
    "patient_id,study_uid,series_uid,description,plane,images,rows,columns,repetition_ms,echo_ms,"
    "inversion_ms,taken_as,reason\n";
constexpr const char* kGradesColumns =
    "patient_id,study_uid,level,condition,side,normal_mild,moderate,severe,grade,source,sd_normal_mild,"
    "sd_moderate,sd_severe,agreement,answers,calibrated\n";
constexpr const char* kNoStudies = "[]\n}";  // how a root ends that has none

std::string_view class_of(const Probabilities& p) {
    return kClassNames[most_probable_class(p)];
}

// The share of the answers whose most probable class is the grade.
double agreement(const FindingSpread& spread, const Probabilities& p) {
    return spread.agreement(most_probable_class(p));
}

std::string number_text(double value, const char* format) {
    char text[32];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string optional_text(const std::optional<double>& value) {
    return value ? number_text(*value, "%.6g") : "";
}

void add_row(std::string& text, std::initializer_list<std::string_view> fields) {
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        if (field != fields.begin()) text += ',';
        text += csv_field(*field);
    }
    text += '\n';
}

std::string taken_as(const ChosenSeries& chosen) {
    return chosen.taken_as ? std::string(series_kind_name(*chosen.taken_as)) : "";
}

Json json_of(const std::array<std::optional<Vector3>, 2>& points_mm) {
    Json json = Json::array();
    for (const auto& point : points_mm) json.push_back(point ? Json(*point) : Json());
    return json;
}

// Where the points lie in the image and in the patient.
void add_points(const LocatedSeries& located, Json& series) {
    Json points_px, points_mm;
    for (std::size_t level = 0; level < kLevels; ++level) {
        const std::string name(kLevelNames[level]);
        for (const Point& point : located.points[level]) {
            points_px[name].push_back({point.x * located.width_px, point.y * located.height_px});
        }
        points_mm[name] = json_of(located.points_mm[level]);
    }
    series["width_px"] = located.width_px;
    series["height_px"] = located.height_px;
    series["points_px"] = std::move(points_px);
    series["points_mm"] = std::move(points_mm);
    series["points_slice"] = {
        {"number", located.slice}, {"of", located.slices}, {"instance_uid", located.source().instance_uid}};
    series["left_right_proved"] = located.is_left_first;
}

Json json_of(const ChosenSeries& chosen, const std::map<std::string, Keypoints>& keypoints) {
    Json series{{"uid", chosen.series.header.series_uid},
                {"description", chosen.series.header.series_description},
                {"taken_as", chosen.taken_as ? Json(taken_as(chosen)) : Json()},
                {"reason", chosen.reason},
                {"images", chosen.series.images}};
    const auto found = keypoints.find(chosen.series.id());
    if (found == keypoints.end()) return series;
    Json& levels = series["keypoints_relative"];
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (const Point& point : found->second[level]) {
            levels[std::string(kLevelNames[level])].push_back({point.x, point.y});
        }
    }
    return series;
}

Json json_of_finding(const CohortStudy& study, const Finding& finding) {
    const Probabilities& p = study.grades[finding].value();
    Json json{{"level", kLevelNames[finding.level]},
              {"condition", name_without_side(finding.condition)},
              {"side", side_of(finding.condition)},
              {"probabilities", p},
              {"grade", class_of(p)},
              {"source", study.is_graded[finding] ? "nets" : "prior"}};
    if (const auto& spread = study.spreads[finding]) {
        json["deviation"] = spread->deviation;
        json["agreement"] = agreement(*spread, p);
        json["answers"] = spread->answers();
    }
    json["calibrated"] = study.is_calibrated && study.is_graded[finding];
    for (const auto& [recipe, grades] : study.recipes) {
        if (grades[finding]) json["recipes"][recipe] = *grades[finding];
    }
    for (const NetGrades& net : study.nets) {
        if (net.grades[finding]) json["nets"][net.name] = *net.grades[finding];
    }
    return json;
}

std::string series_rows(const ChosenStudy& study) {
    std::string text;
    for (const ChosenSeries& chosen : study.series) {
        const SeriesHeader& header = chosen.series.header;
        add_row(text, {study.patient_id, study.uid, header.series_uid, header.series_description,
                       plane_name(chosen.series.plane), std::to_string(chosen.series.images),
                       std::to_string(header.rows), std::to_string(header.columns),
                       optional_text(header.repetition_ms), optional_text(header.echo_ms),
                       optional_text(header.inversion_ms), taken_as(chosen), chosen.reason});
    }
    return text;
}

void add_grades_row(std::string& text, const CohortStudy& study, const Finding& finding) {
    const Probabilities& p = study.grades[finding].value();
    const auto& spread = study.spreads[finding];
    const auto of_spread = [&](double value) { return spread ? number_text(value, "%.6f") : ""; };
    const Probabilities sd = spread ? spread->deviation : Probabilities{};
    const bool is_graded = study.is_graded[finding];
    add_row(
        text,
        {study.study.patient_id, study.study.uid, kLevelNames[finding.level],
         name_without_side(finding.condition), side_of(finding.condition), number_text(p[0], "%.6f"),
         number_text(p[1], "%.6f"), number_text(p[2], "%.6f"), class_of(p), is_graded ? "nets" : "prior",
         of_spread(sd[0]), of_spread(sd[1]), of_spread(sd[2]), of_spread(spread ? agreement(*spread, p) : 0),
         spread ? std::to_string(spread->answers()) : "", study.is_calibrated && is_graded ? "yes" : "no"});
}

// Without a finding.
Json json_of(const ChosenStudy& study, std::string_view state, const std::string& reason) {
    return {{"patient_id", study.patient_id},
            {"study_uid", study.uid},
            {"state", state},
            {"reason", reason},
            {"page", Json()},
            {"warnings", Json::array()},
            {"series", Json::array()},
            {"findings", Json::array()}};
}

Json json_of(const CohortStudy& study) {
    Json entry =
        json_of(study.study, study_state_name(study_state(study.findings_from_priors())), study.reason);
    if (!study.page.empty()) entry["page"] = study.page;
    entry["warnings"] = study.warnings;
    for (const ChosenSeries& chosen : study.study.series) {
        Json& series = entry["series"].emplace_back(json_of(chosen, study.keypoints));
        const auto located = study.located.find(chosen.series.id());
        if (located != study.located.end()) add_points(located->second, series);
    }
    for (const Finding& finding : all_findings()) {
        entry["findings"].push_back(json_of_finding(study, finding));
    }
    return entry;
}

std::string dumped(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

StudyRows in_utf8(const StudyRows& rows) {
    const Json all = Json::parse(dumped({rows.series, rows.grades, rows.json}, -1));
    return {all[0].get<std::string>(), all[1].get<std::string>(), all[2]};
}

}  // namespace

StudyRows rows_of(const CohortStudy& study) {
    StudyRows rows{series_rows(study.study), "", json_of(study)};
    for (const Finding& finding : all_findings()) add_grades_row(rows.grades, study, finding);
    return in_utf8(rows);
}

StudyRows rows_of_ungraded(const ChosenStudy& study, const std::string& reason) {
    Json entry = json_of(study, "not graded", reason);
    for (const ChosenSeries& chosen : study.series) entry["series"].push_back(json_of(chosen, {}));
    return in_utf8({series_rows(study), "", std::move(entry)});
}

Json grades_root(const RunDescription& run) {
    Json nets = Json::array();
    for (const NetDescription& net : run.nets) {
        nets.push_back({{"name", net.name}, {"recipe", net.recipe}, {"sha256", net.sha256}});
    }
    return {{"schema", kSchemaVersion}, {"lumbar", version()},        {"program", run.program},
            {"nets", std::move(nets)},  {"views_deg", run.views_deg}, {"studies", Json::array()}};
}

RunDescription run_of(const Json& root) {
    RunDescription run{root.at("program").get<std::string>(), {}, {}};
    for (const Json& net : root.at("nets")) {
        run.nets.push_back({net.at("name").get<std::string>(), net.at("recipe").get<std::string>(),
                            net.at("sha256").get<std::string>()});
    }
    run.views_deg = root.at("views_deg").get<std::vector<double>>();
    return run;
}

ResultFiles::ResultFiles(const std::filesystem::path& folder, const Json& root)
    : series_(folder / "series.csv"), grades_(folder / "grades.csv"), json_(folder / "grades.json") {
    series_.write(kSeriesColumns);
    grades_.write(kGradesColumns);
    const std::string text = dumped(root, 1);
    json_.write(text.substr(0, text.size() - std::string_view(kNoStudies).size()));
}

void ResultFiles::add(const StudyRows& rows) {
    series_.write(rows.series);
    grades_.write(rows.grades);
    json_.write(std::exchange(is_first_, false) ? "[\n  " : ",\n  ");
    std::string text;
    for (const char c : dumped(rows.json, 1)) {
        text += c;
        if (c == '\n') text += "  ";
    }
    json_.write(text);
}

void ResultFiles::commit() {
    json_.write(is_first_ ? "[]\n}\n" : "\n ]\n}\n");
    series_.commit();
    grades_.commit();
    json_.commit();
}

void write_series_table(const std::filesystem::path& path, const std::vector<ChosenStudy>& studies) {
    AtomicFile file(path);
    file.write(kSeriesColumns);
    for (const ChosenStudy& study : studies) file.write(in_utf8({series_rows(study), "", Json()}).series);
    file.commit();
}

}  // namespace lumbar
