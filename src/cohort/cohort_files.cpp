#include "cohort/cohort_files.h"

#include <algorithm>
#include <cstdio>
#include <string_view>

#include "base/atomic_file.h"
#include "config/version.h"
#include "files/csv.h"
#include "files/json.h"

namespace lumbar {
namespace {

constexpr int kSchemaVersion = 2;  // 1: without deviation, agreement, answers and calibrated

template <class Visit>
void for_each_finding(const Visit& visit) {
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) visit(level, condition);
    }
}

std::string_view side_of(std::size_t condition) {
    const std::string_view name = kConditionNames[condition];
    if (name.starts_with("left_")) return "left";
    return name.starts_with("right_") ? "right" : "";
}

std::string_view without_side(std::size_t condition) {
    const std::string_view side = side_of(condition);
    return kConditionNames[condition].substr(side.empty() ? 0 : side.size() + 1);
}

std::string_view class_of(const Probabilities& p) {
    return kClassNames[most_probable_class(p)];
}

// The share of the answers whose most probable class is the grade.
double agreement(const FindingSpread& spread, const Probabilities& p) {
    return static_cast<double>(spread.most_probable[most_probable_class(p)]) / spread.answers();
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

Json json_of_finding(const CohortStudy& study, std::size_t level, std::size_t condition) {
    const Probabilities& p = study.grades[level][condition].value();
    Json finding{
        {"level", kLevelNames[level]}, {"condition", without_side(condition)},
        {"side", side_of(condition)},  {"probabilities", p},
        {"grade", class_of(p)},        {"source", study.is_graded[level][condition] ? "nets" : "prior"}};
    if (const auto& spread = study.spreads[level][condition]) {
        finding["deviation"] = spread->deviation;
        finding["agreement"] = agreement(*spread, p);
        finding["answers"] = spread->answers();
    }
    finding["calibrated"] = study.is_calibrated && study.is_graded[level][condition];
    for (const auto& [recipe, grades] : study.recipes) {
        if (grades[level][condition]) finding["recipes"][recipe] = *grades[level][condition];
    }
    return finding;
}

}  // namespace

void write_series_table(const std::filesystem::path& path, const std::vector<ChosenStudy>& studies) {
    std::string text =
        "patient_id,study_uid,series_uid,description,plane,images,rows,columns,repetition_ms,echo_ms,"
        "inversion_ms,taken_as,reason\n";
    for (const ChosenStudy& study : studies) {
        for (const ChosenSeries& chosen : study.series) {
            const SeriesHeader& header = chosen.series.header;
            add_row(text, {study.patient_id, study.uid, header.series_uid, header.series_description,
                           plane_name(chosen.series.plane), std::to_string(chosen.series.images),
                           std::to_string(header.rows), std::to_string(header.columns),
                           optional_text(header.repetition_ms), optional_text(header.echo_ms),
                           optional_text(header.inversion_ms), taken_as(chosen), chosen.reason});
        }
    }
    write_file_atomically(path, text);
}

void write_grades_csv(const std::filesystem::path& path, const std::vector<CohortStudy>& studies) {
    std::string text =
        "patient_id,study_uid,level,condition,side,normal_mild,moderate,severe,grade,source,sd_normal_mild,"
        "sd_moderate,sd_severe,agreement,answers,calibrated\n";
    for (const CohortStudy& study : studies) {
        for_each_finding([&](std::size_t level, std::size_t condition) {
            const Probabilities& p = study.grades[level][condition].value();
            const auto& spread = study.spreads[level][condition];
            const auto of_spread = [&](double value) { return spread ? number_text(value, "%.6f") : ""; };
            const Probabilities sd = spread ? spread->deviation : Probabilities{};
            add_row(text, {study.study.patient_id, study.study.uid, kLevelNames[level],
                           without_side(condition), side_of(condition), number_text(p[0], "%.6f"),
                           number_text(p[1], "%.6f"), number_text(p[2], "%.6f"), class_of(p),
                           study.is_graded[level][condition] ? "nets" : "prior", of_spread(sd[0]),
                           of_spread(sd[1]), of_spread(sd[2]), of_spread(spread ? agreement(*spread, p) : 0),
                           spread ? std::to_string(spread->answers()) : "",
                           study.is_calibrated && study.is_graded[level][condition] ? "yes" : "no"});
        });
    }
    write_file_atomically(path, text);
}

void write_grades_json(const std::filesystem::path& path, const std::vector<CohortStudy>& studies,
                       const std::vector<std::string>& nets) {
    Json root{{"schema", kSchemaVersion}, {"lumbar", version()}, {"nets", nets}, {"studies", Json::array()}};
    for (const CohortStudy& study : studies) {
        Json entry{{"patient_id", study.study.patient_id}, {"study_uid", study.study.uid}};
        entry["series"] = Json::array();
        for (const ChosenSeries& chosen : study.study.series) {
            entry["series"].push_back(json_of(chosen, study.keypoints));
        }
        entry["findings"] = Json::array();
        for_each_finding([&](std::size_t level, std::size_t condition) {
            entry["findings"].push_back(json_of_finding(study, level, condition));
        });
        root["studies"].push_back(std::move(entry));
    }
    // Header texts may be in any encoding: what is no UTF-8 is replaced.
    write_file_atomically(path, root.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace lumbar
