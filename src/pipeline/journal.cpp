#include "pipeline/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json_differences.h"
#include "base/log.h"
#include "base/text_file.h"

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

// Bytes that are no UTF-8 are replaced.
std::string line_of(const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

fs::path journal_path(const fs::path& submission) {
    fs::path path = submission;
    return path += ".journal";
}

std::vector<StudyResult> read_journal(const fs::path& path, const Json& run) {
    std::vector<StudyResult> results;
    std::error_code failure;
    if (!fs::exists(path, failure)) return results;
    const std::string text = read_text_file(path);
    std::size_t good = 0;
    try {
        for (std::size_t end; (end = text.find('\n', good)) != text.npos; good = end + 1) {
            const Json line = Json::parse(std::string_view(text).substr(good, end - good));
            if (good > 0) {
                results.push_back(result_of(line));
            } else if (const std::string other = json_differences(line, run); !other.empty()) {
                throw Error({"the journal is of another run (" + other + "); start anew without --resume",
                             path.string()},
                            ExitCode::usage);
            }
        }
    } catch (const Json::exception&) {
        // What follows is lost as well: said below.
    }
    if (good < text.size()) {
        log_warning(path.string() + ": " + std::to_string(text.size() - good) +
                    " bytes at its end are incomplete or damaged; what they held is done again");
    }
    return results;
}

Journal::Journal(const fs::path& path, const Json& run, const std::vector<StudyResult>& done) : path_(path) {
    std::string text = line_of(run);
    for (const StudyResult& result : done) text += line_of(json_of(result));
    write_file_atomically(path, text);
    descriptor_ = open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    if (descriptor_ < 0) fail("cannot open the journal");
}

Journal::~Journal() {
    close(descriptor_);
}

void Journal::fail(const char* step) const {
    throw Error({step, path_.string(), "a writable place", std::strerror(errno)}, ExitCode::output);
}

void Journal::append(const StudyResult& result) {
    const std::string line = line_of(json_of(result));
    std::string_view left = line;
    while (!left.empty()) {
        const ssize_t written = write(descriptor_, left.data(), left.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write the journal");
        left.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace lumbar
