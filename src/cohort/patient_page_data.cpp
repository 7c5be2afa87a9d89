#include "cohort/patient_page_data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "competition/conditions_json.h"
#include "files/base64.h"
#include "files/sha256.h"

namespace lumbar {
namespace {

constexpr int kSchemaVersion = 1;

// Digits beyond what a page shows would only make it larger.
double rounded(double value) {
    return std::round(value * 1e5) / 1e5;
}

template <class Values>
Json rounded_all(const Values& values) {
    Json json = Json::array();
    for (const auto value : values) json.push_back(rounded(static_cast<double>(value)));
    return json;
}

Json json_of(const Point& point) {
    return Json::array({rounded(point.x), rounded(point.y)});
}

std::string kind_key(SeriesKind kind) {
    return kind == SeriesKind::sagittal_t1 ? "sagittal_t1" : "sagittal_t2";
}

Json json_of(const PictureEdges& edges) {
    return {{"left", edges.left}, {"right", edges.right}, {"top", edges.top}, {"bottom", edges.bottom}};
}

Json json_of_corners(const CropOutline& outline) {
    Json corners = Json::array();
    for (const Point& corner : outline) corners.push_back(json_of(corner));
    return corners;
}

// The upright rectangle of the same size about the same centre.
Json json_of_box(const CropOutline& outline, int width, int height) {
    const auto along = [&](std::size_t a, std::size_t b) {
        return std::hypot((outline[b].x - outline[a].x) * width, (outline[b].y - outline[a].y) * height) / 2;
    };
    const double half_width = along(0, 1) / width, half_height = along(1, 2) / height;
    const double x = (outline[0].x + outline[2].x) / 2, y = (outline[0].y + outline[2].y) / 2;
    return rounded_all(std::array{x - half_width, y - half_height, x + half_width, y + half_height});
}

Json json_of_slice(const SeriesPictures& pictures, const Keypoints& points) {
    const SlicePicture& slice = pictures.slice;
    Json json{{"series_uid", pictures.series}, {"kind", kind_key(pictures.kind)}, {"slice", slice.slice},
              {"slices", slice.slices},        {"png", base64_of(slice.png)},     {"width", slice.width},
              {"height", slice.height}};
    for (const auto& disc : points) {
        for (const Point& point : disc) json["points"].push_back(json_of(point));
    }
    for (const auto& outline : slice.crops) {
        json["boxes"].push_back(outline ? json_of_box(*outline, slice.width, slice.height) : Json());
        json["corners"].push_back(outline ? json_of_corners(*outline) : Json());
    }
    json["edges"] = json_of(slice.edges);
    return json;
}

Json json_of_sheet(const SeriesPictures& pictures, const CropSheet& sheet) {
    return {{"series_uid", pictures.series},
            {"kind", kind_key(pictures.kind)},
            {"level", sheet.level},
            {"frames", sheet.slices},
            {"sheet", base64_of(sheet.png)},
            {"frame_width", sheet.frame_size},
            {"frame_height", sheet.frame_size},
            {"edges", json_of(sheet.edges)},
            {"first_is", pictures.first_is}};
}

Json json_of(const ChosenSeries& chosen) {
    return {{"uid", chosen.series.header.series_uid},
            {"description", chosen.series.header.series_description},
            {"plane", plane_name(chosen.series.plane)},
            {"images", chosen.series.images},
            {"taken_as", chosen.taken_as ? Json(kind_key(*chosen.taken_as)) : Json()},
            {"reason", chosen.reason}};
}

Json json_of_nets(const RunDescription& run) {
    Json nets = Json::array();
    for (const NetDescription& net : run.nets) {
        nets.push_back({{"name", net.name}, {"recipe", net.recipe}, {"sha256", net.sha256}});
    }
    return nets;
}

// Where each sheet stands among a page's crops.
using CropPlaces = std::map<std::pair<std::string, std::size_t>, std::size_t>;  // by series and level

CropPlaces places_of_crops(const StudyDetails& details) {
    CropPlaces places;
    for (const SeriesPictures& pictures : details.pictures) {
        for (const CropSheet& sheet : pictures.crops) {
            const std::size_t place = places.size();
            places.emplace(std::pair(pictures.series, sheet.level), place);
        }
    }
    return places;
}

std::string net_name(const RunDescription& run, const NetVotes& votes) {
    std::size_t place = 0;
    for (const NetDescription& net : run.nets) {
        if (net.recipe == votes.recipe && place++ == votes.net) return net.name;
    }
    return votes.recipe + " " + std::to_string(votes.net + 1);
}

class FindingWriter {
  public:
    FindingWriter(const RunDescription& run, const CohortStudy& study, const StudyDetails& details)
        : run_(run), study_(study), details_(details), crops_(places_of_crops(details)) {}

    Json write(const Finding& finding) const {
        const Probabilities& p = study_.grades[finding].value();
        const bool is_graded = study_.is_graded[finding];
        const std::size_t grade = most_probable_class(p);
        Json json{{"level", finding.level},
                  {"condition", index(finding.condition)},
                  {"probabilities", rounded_all(p)},
                  {"grade", grade},
                  {"source", is_graded ? "nets" : "prior"}};
        const auto& spread = study_.spreads[finding];
        json["deviation"] = spread ? rounded_all(spread->deviation) : Json();
        json["agreement"] = spread ? Json(rounded(spread->agreement(grade))) : Json();
        json["answers"] = spread ? spread->answers() : 0;
        json["calibrated"] = study_.is_calibrated && is_graded;
        json["votes"] = votes_on(finding);
        return json;
    }

  private:
    // Those that decide first.
    Json votes_on(const Finding& finding) const {
        Json deciding = Json::array(), others = Json::array();
        const auto& recipes = study_.deciding[finding];
        for (const NetVotes& votes : details_.votes) {
            const auto& vote = votes.findings[finding];
            if (!vote) continue;
            const bool decides = std::find(recipes.begin(), recipes.end(), votes.recipe) != recipes.end();
            (decides ? deciding : others).push_back(json_of(votes, *vote, finding.level, decides));
        }
        for (Json& vote : others) deciding.push_back(std::move(vote));
        return deciding;
    }

    Json json_of(const NetVotes& votes, const FindingVote& vote, std::size_t level, bool decides) const {
        const auto crop = crops_.find({votes.series, level});
        Json views = Json::array();
        for (const Probabilities& view : vote.views) views.push_back(rounded_all(view));
        return {{"net", net_name(run_, votes)}, {"recipe", votes.recipe},
                {"decides", decides},           {"crop", crop == crops_.end() ? Json() : Json(crop->second)},
                {"views", std::move(views)},    {"attention", rounded_all(vote.attention)}};
    }

    const RunDescription& run_;
    const CohortStudy& study_;
    const StudyDetails& details_;
    CropPlaces crops_;
};

// What both kinds of page begin with.
Json page_head(const char* kind, const RunDescription& run) {
    return {{"kind", kind},           {"schema", kSchemaVersion}, {"program", run.program},
            {"levels", kLevelTitles}, {"classes", kClassNames},   {"conditions", json_of_conditions()}};
}

}  // namespace

std::string patient_page_path(const std::string& patient_id, const std::string& study_id) {
    constexpr std::size_t kMostLetters = 40, kDigits = 12;
    std::string name;
    for (const char c : patient_id.substr(0, kMostLetters)) {
        const bool is_safe =
            (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
        name += is_safe ? c : '-';
    }
    const std::string digest = sha256_of(patient_id + '\n' + study_id).substr(0, kDigits);
    return "patients/" + (name.empty() ? "" : name + "-") + digest + ".html";
}

Json patient_page_data(const RunDescription& run, const CohortStudy& study, const StudyDetails& details) {
    Json page = page_head("patient", run);
    page["patient_id"] = study.study.patient_id;
    page["study_uid"] = study.study.uid;
    page["warnings"] = study.warnings;
    page["sides_proved"] = std::all_of(study.located.begin(), study.located.end(),
                                       [](const auto& entry) { return entry.second.is_left_first; });
    page["series"] = Json::array();
    for (const ChosenSeries& chosen : study.study.series) page["series"].push_back(json_of(chosen));
    page["nets"] = json_of_nets(run);
    page["views_deg"] = run.views_deg;
    page["findings"] = Json::array();
    const FindingWriter writer(run, study, details);
    for (const Finding& finding : all_findings()) page["findings"].push_back(writer.write(finding));
    page["sagittal"] = Json::array();
    page["crops"] = Json::array();
    for (const SeriesPictures& pictures : details.pictures) {
        page["sagittal"].push_back(json_of_slice(pictures, details.series.at(pictures.series).points));
        for (const CropSheet& sheet : pictures.crops) page["crops"].push_back(json_of_sheet(pictures, sheet));
    }
    return page;
}

Json cohort_page_data(const RunDescription& run) {
    Json page = page_head("cohort", run);
    page["studies"] = Json::array();
    return page;
}

Json cohort_page_row(const Json& study) {
    Json row{{"patient_id", study["patient_id"]},
             {"study_uid", study["study_uid"]},
             {"page", study.value("page", Json())},
             {"state", study["findings"].empty() ? Json("failed") : study["state"]},
             {"reason", study.value("reason", "")},
             {"grades", Json::array()},
             {"probabilities", Json::array()},
             {"certainty", Json::array()},
             {"warnings", study.value("warnings", Json::array()).size()}};
    for (const Json& finding : study["findings"]) {
        const auto p = finding["probabilities"].get<Probabilities>();
        const std::size_t grade = most_probable_class(p);
        row["grades"].push_back(grade);
        row["probabilities"].push_back(rounded_all(p));
        row["certainty"].push_back(rounded(p[grade]));
    }
    return row;
}

}  // namespace lumbar
