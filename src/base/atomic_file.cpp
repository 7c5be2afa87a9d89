#include "base/atomic_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"

namespace lumbar {
namespace {

constexpr const char* kTemporary = ".tmp";  // and the process's number

// The rename itself is on disk only when the folder is.  Some file systems refuse to sync a folder; the
// file is whole all the same, so that is no failure.
void sync_folder(const std::filesystem::path& folder) {
    const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

struct Temporary {
    std::filesystem::path path;
    std::string name;  // of the file to be
    pid_t writer = 0;
};

// "a.csv.tmp123" -> "a.csv" and 123; nothing for other names.
std::optional<Temporary> as_temporary(const std::filesystem::path& path) {
    constexpr std::size_t kMostDigits = 9;
    const std::string file = path.filename().string();
    const std::size_t ending = file.rfind(kTemporary);
    if (ending == std::string::npos) return {};
    const std::string number = file.substr(ending + std::strlen(kTemporary));
    if (number.empty() || number.size() > kMostDigits ||
        number.find_first_not_of("0123456789") != std::string::npos) {
        return {};
    }
    return Temporary{path, file.substr(0, ending), static_cast<pid_t>(std::stol(number))};
}

std::vector<Temporary> temporaries_in(const std::filesystem::path& folder) {
    std::vector<Temporary> found;
    std::error_code ignored;
    std::filesystem::directory_iterator entry(folder.empty() ? "." : folder, ignored);
    for (; !ignored && entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
        if (auto temporary = as_temporary(entry->path())) found.push_back(std::move(*temporary));
    }
    return found;
}

// Whether the writer has let go of its lock: it may be on another machine, where its number means nothing
// here.
bool is_unlocked(const std::filesystem::path& temporary) {
    const int descriptor = open(temporary.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool unlocked = flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    close(descriptor);
    return unlocked;
}

// Removes temporary files of `path` whose writers have been killed.  A folder is searched when this process
// first writes into it: one of thousands of files is searched once, not for each of them.
void remove_stale(const std::filesystem::path& path) {
    static std::mutex mutex;
    static std::map<std::filesystem::path, std::vector<Temporary>> searched;
    const std::lock_guard lock(mutex);
    const auto [folder, is_new] = searched.try_emplace(path.parent_path());
    if (is_new) folder->second = temporaries_in(folder->first);
    for (const Temporary& left : folder->second) {
        if (left.name != path.filename() || kill(left.writer, 0) == 0 || errno != ESRCH) continue;
        if (is_unlocked(left.path)) unlink(left.path.c_str());
    }
}

}  // namespace

AtomicFile::AtomicFile(const std::filesystem::path& path) : target_(find_output_target(path)) {
    if (std::filesystem::is_directory(path)) {
        throw Error({"cannot write the file", path.string(), "a file name", "a folder"}, ExitCode::output);
    }
    temporary_ =
        target_.is_plain ? target_.path : std::filesystem::temp_directory_path() / target_.path.filename();
    remove_stale(temporary_);
    temporary_ += kTemporary + std::to_string(getpid());
    unlink(temporary_.c_str());  // left by a process of the same number
    constexpr int kHowToOpen = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    descriptor_ = open(temporary_.c_str(), kHowToOpen, 0644);
    if (descriptor_ < 0) fail("cannot create the file");
    flock(descriptor_, LOCK_EX | LOCK_NB);  // says to remove_stale() that its writer lives
}

AtomicFile::~AtomicFile() {
    if (descriptor_ < 0) return;
    close(descriptor_);
    unlink(temporary_.c_str());
}

void AtomicFile::fail(const char* step) const {
    throw Error({step, target_.path.string(), "a writable place", std::strerror(errno)}, ExitCode::output);
}

void AtomicFile::write(const void* bytes, std::size_t size) {
    const auto* at = static_cast<const char*>(bytes);
    while (size > 0) {
        const ssize_t written = ::write(descriptor_, at, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail("cannot write the file");
        at += written;
        size -= static_cast<std::size_t>(written);
    }
}

void AtomicFile::commit() {
    if (!target_.is_plain) {
        write_into(target_, temporary_);
        unlink(temporary_.c_str());
        close(std::exchange(descriptor_, -1));
        return;
    }
    if (fsync(descriptor_) != 0) fail("cannot write the file to disk");
    if (rename(temporary_.c_str(), target_.path.c_str()) != 0) fail("cannot put the file in its place");
    close(std::exchange(descriptor_, -1));
    sync_folder(target_.path.parent_path());
}

void remove_temporary_files(const std::filesystem::path& output) {
    const OutputTarget target = find_output_target(output);
    if (!target.is_plain) return;
    for (const Temporary& left : temporaries_in(target.path.parent_path())) {
        if (left.name == target.path.filename()) unlink(left.path.c_str());
    }
}

void check_folder_of(const std::filesystem::path& file) {
    const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    if (!std::filesystem::is_directory(folder)) {
        throw Error({"the output's folder does not exist", file.string(), "a folder", folder.string()},
                    ExitCode::output);
    }
}

void write_file_atomically(const std::filesystem::path& path, std::string_view text) {
    AtomicFile file(path);
    file.write(text);
    file.commit();
}

}  // namespace lumbar
