#include "pipeline/journal_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/log.h"
#include "files/crc32.h"
#include "files/json_differences.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

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

[[noreturn]] void refuse_first_line(const fs::path& path) {
    throw Error({"the journal's first line is damaged; delete it to start anew", path.string()});
}

void require_same_run(std::string_view first_line, const Json& run, const fs::path& path) {
    const auto found = json_of_line(first_line);
    if (!found) refuse_first_line(path);
    const std::string differences = json_differences(*found, run);
    if (differences.empty()) return;
    throw Error({"the run there used other settings, nets or studies (" + differences +
                     "); repeat its command, name another output, or delete its journal to start anew",
                 path.string()},
                ExitCode::usage);
}

// Nothing if it cannot be understood.
bool takes(const TakeLine& take, const Json& value, LinePlace place) {
    try {
        take(value, place);
        return true;
    } catch (const Json::exception&) {
        return false;
    }
}

void warn_about_damage(const fs::path& path, std::size_t lines) {
    if (lines == 0) return;
    log_warning(path.string() + ": " + std::to_string(lines) + (lines == 1 ? " line is" : " lines are") +
                " incomplete or damaged; what they held is graded again");
}

}  // namespace

bool read_journal_file(const fs::path& path, const Json& run, const TakeLine& take) {
    std::error_code failure;
    if (!fs::exists(path, failure)) return false;
    std::ifstream file(path, std::ios::binary);
    std::string line;
    std::getline(file, line);
    require_same_run(line, run, path);
    std::size_t damaged = 0;
    bool is_finished = false;
    for (LinePlace place{line.size() + 1, 0}; std::getline(file, line); place.offset += line.size() + 1) {
        place.size = line.size();
        const auto value = json_of_line(line);
        is_finished = value == Json(kFinished);
        if (is_finished) continue;
        if (!line.empty() && (!value || !takes(take, *value, place))) {
            ++damaged;
        }
    }
    warn_about_damage(path, damaged);
    return is_finished;
}

Json read_journal_head(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string line;
    std::getline(file, line);
    auto head = json_of_line(line);
    if (!head) refuse_first_line(path);
    return *std::move(head);
}

Json read_journal_line(const fs::path& path, LinePlace place) {
    std::ifstream file(path, std::ios::binary);
    std::string line(place.size, '\0');
    file.seekg(static_cast<std::streamoff>(place.offset));
    file.read(line.data(), static_cast<std::streamsize>(line.size()));
    auto value = file ? json_of_line(line) : std::nullopt;
    if (!value) throw Error({"the journal has changed while it was read", path.string()});
    return *std::move(value);
}

bool holds_unfinished_work(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string line, last;
    std::size_t lines = 0;
    for (; std::getline(file, line); ++lines) last.swap(line);
    return lines > 1 && json_of_line(last) != Json(kFinished);
}

void write_journal_file(const fs::path& path, const Json& run, const std::vector<Json>& values) {
    AtomicFile file(path);
    file.write(line_of(run));
    for (const Json& value : values) file.write(line_of(value));
    file.commit();
}

JournalFile::JournalFile(const fs::path& path) : path_(path) {
    descriptor_ = open(path.c_str(), O_RDWR | O_APPEND | O_CLOEXEC);
    if (descriptor_ < 0) fail("cannot open the journal");
    if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
        close(descriptor_);
        throw Error({"another run is writing there", path.string()}, ExitCode::output);
    }
    const off_t end = lseek(descriptor_, 0, SEEK_END);
    size_ = static_cast<std::uint64_t>(end);
    char last = '\n';
    // A process that was killed may have left half a line.
    if (end > 0 && pread(descriptor_, &last, 1, end - 1) == 1 && last != '\n') write_all("\n");
}

JournalFile::~JournalFile() {
    close(descriptor_);
}

void JournalFile::fail(const char* step) const {
    throw Error({step, path_.string(), "a writable place", std::strerror(errno)}, ExitCode::output);
}

LinePlace JournalFile::append(const Json& value) {
    const std::string line = line_of(value);
    const LinePlace place{size_, line.size() - 1};
    write_all(line);
    return place;
}

void JournalFile::finish() {
    append(kFinished);
}

void JournalFile::write_all(std::string_view left) {
    while (!left.empty()) {
        const ssize_t written = write(descriptor_, left.data(), left.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write the journal");
        left.remove_prefix(static_cast<std::size_t>(written));
        size_ += static_cast<std::uint64_t>(written);
    }
}

}  // namespace lumbar
