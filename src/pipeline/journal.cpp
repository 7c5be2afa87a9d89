#include "pipeline/journal.h"

#include <set>
#include <string>
#include <utility>

namespace lumbar {
namespace {

namespace fs = std::filesystem;

Json json_of(const Grades& grades) {
    Json numbers = Json::array();
    for (const auto& level : grades) {
        for (const auto& grade : level) numbers.push_back(grade.value());
    }
    return numbers;
}

Grades grades_of(const Json& numbers) {
    Grades grades;
    std::size_t at = 0;
    for (auto& level : grades) {
        for (auto& grade : level) grade = numbers.at(at++).get<Probabilities>();
    }
    return grades;
}

Json json_of(const Keypoints& points) {
    Json numbers = Json::array();
    for (const auto& disc : points) {
        for (const Point& point : disc) numbers.push_back({point.x, point.y});
    }
    return numbers;
}

Keypoints points_of(const Json& numbers) {
    Keypoints points;
    std::size_t at = 0;
    for (auto& disc : points) {
        for (Point& point : disc) {
            point.x = numbers.at(at).at(0).get<double>();
            point.y = numbers.at(at++).at(1).get<double>();
        }
    }
    return points;
}

Json json_of(const StudyWork& work) {
    return {work.series_read, work.series_failed, work.read_s, work.locate_s,
            work.crop_s,      work.view_s,        work.grade_s};
}

StudyWork work_of(const Json& json) {
    return {json.at(0).get<std::size_t>(), json.at(1).get<std::size_t>(), json.at(2).get<double>(),
            json.at(3).get<double>(),      json.at(4).get<double>(),      json.at(5).get<double>(),
            json.at(6).get<double>()};
}

Json json_of(const StudyResult& result) {
    Json points = Json::object();
    for (const auto& [series, ten] : result.points) points[series] = json_of(ten);
    return {{"study", result.study.id},
            {"grades", json_of(result.study.grades)},
            {"rows_from_priors", result.rows_from_priors},
            {"reason", result.reason},
            {"work", json_of(result.work)},
            {"points", points},
            {"views", result.thinning.views},
            {"most_nets", result.thinning.most_nets},
            {"left_out", result.thinning.left_out}};
}

// Throws Json::exception for anything else.
StudyResult result_of(const Json& json) {
    StudyResult result;
    result.study = {json.at("study").get<std::string>(), grades_of(json.at("grades"))};
    result.rows_from_priors = json.at("rows_from_priors").get<int>();
    result.reason = json.at("reason").get<std::string>();
    result.work = work_of(json.at("work"));
    for (const auto& [series, ten] : json.at("points").items()) result.points[series] = points_of(ten);
    result.thinning = {json.at("views").get<int>(), json.at("most_nets").get<std::size_t>(),
                       json.at("left_out").get<std::set<std::string>>()};
    return result;
}

// The file as it is when a run begins.
fs::path begun(const fs::path& path, const Json& run, const std::vector<StudyResult>& done) {
    std::vector<Json> values;
    for (const StudyResult& result : done) values.push_back(json_of(result));
    write_journal_file(path, run, values);
    return path;
}

}  // namespace

fs::path journal_path(const fs::path& submission) {
    fs::path path = submission;
    return path += ".journal";
}

JournalContents read_journal(const fs::path& path, const Json& run) {
    JournalContents contents;
    contents.is_finished = read_journal_file(
        path, run, [&](const Json& value, LinePlace) { contents.studies.push_back(result_of(value)); });
    return contents;
}

Journal::Journal(const fs::path& path, const Json& run, const std::vector<StudyResult>& done)
    : file_(begun(path, run, done)) {}

void Journal::append(const StudyResult& result) {
    file_.append(json_of(result));
}

void Journal::finish() {
    file_.finish();
}

}  // namespace lumbar
