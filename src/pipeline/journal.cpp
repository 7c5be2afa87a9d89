#include "pipeline/journal.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/log.h"
#include "files/crc32.h"
#include "files/json_differences.h"
#include "files/text_file.h"

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

constexpr std::string_view kFinished = "finished";
constexpr std::size_t kChecksumWidth = 9;  // eight hexadecimal digits and a blank

std::string checksum_of(std::string_view text) {
    char digits[kChecksumWidth + 1];
    std::snprintf(digits, sizeof digits, "%08x ", crc32_of(text.data(), text.size()));
    return digits;
}

// Bytes that are no UTF-8 are replaced.
std::string line_of(const Json& json) {
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return checksum_of(text) + text + "\n";
}

// Nothing if the line is damaged.
std::optional<Json> json_of_line(std::string_view line) {
    if (line.size() < kChecksumWidth) return {};
    const std::string_view text = line.substr(kChecksumWidth);
    if (checksum_of(text) != line.substr(0, kChecksumWidth)) return {};
    return Json::parse(text, nullptr, false);
}

// Nothing if another version of the program wrote it otherwise.
std::optional<StudyResult> result_of_line(std::string_view line) {
    try {
        const auto json = json_of_line(line);
        if (json) return result_of(*json);
    } catch (const Json::exception&) {
    }
    return {};
}

void require_same_run(std::string_view first_line, const Json& run, const fs::path& path) {
    const auto found = json_of_line(first_line);
    if (!found) throw Error({"the journal's first line is damaged; delete it to start anew", path.string()});
    const std::string differences = json_differences(*found, run);
    if (differences.empty()) return;
    throw Error({"the run there used other settings, nets or studies (" + differences +
                     "); repeat its command, or delete its journal to start anew",
                 path.string()},
                ExitCode::usage);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t end; (end = text.find('\n')) != text.npos; text.remove_prefix(end + 1)) {
        lines.push_back(text.substr(0, end));
    }
    if (!text.empty()) lines.push_back(text);
    return lines;
}

void warn_about_damage(const fs::path& path, std::size_t lines) {
    if (lines == 0) return;
    log_warning(path.string() + ": " + std::to_string(lines) + (lines == 1 ? " line is" : " lines are") +
                " incomplete or damaged; what they held is graded again");
}

}  // namespace

fs::path journal_path(const fs::path& submission) {
    fs::path path = submission;
    return path += ".journal";
}

JournalContents read_journal(const fs::path& path, const Json& run) {
    JournalContents contents;
    std::error_code failure;
    if (!fs::exists(path, failure)) return contents;
    const std::string text = read_text_file(path);
    const auto lines = lines_of(text);
    require_same_run(lines.empty() ? "" : lines[0], run, path);
    std::size_t damaged = 0;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (auto result = result_of_line(lines[i])) {
            contents.studies.push_back(std::move(*result));
        } else if (json_of_line(lines[i]) == Json(kFinished)) {
            contents.is_finished = true;
        } else {
            ++damaged;
        }
    }
    warn_about_damage(path, damaged);
    return contents;
}

bool holds_unfinished_work(const fs::path& path) {
    std::error_code failure;
    if (!fs::exists(path, failure)) return false;
    const std::string text = read_text_file(path);
    const auto lines = lines_of(text);
    return lines.size() > 1 && json_of_line(lines.back()) != Json(kFinished);
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
    append_line(line_of(json_of(result)));
}

void Journal::finish() {
    append_line(line_of(kFinished));
}

void Journal::append_line(std::string_view left) {
    while (!left.empty()) {
        const ssize_t written = write(descriptor_, left.data(), left.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write the journal");
        left.remove_prefix(static_cast<std::size_t>(written));
    }
}

}  // namespace lumbar
