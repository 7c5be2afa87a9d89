#include "base/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

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

}  // namespace

AtomicFile::AtomicFile(const std::filesystem::path& path) : target_(find_output_target(path)) {
    if (std::filesystem::is_directory(path)) {
        throw Error({"cannot write the file", path.string(), "a file name", "a folder"}, ExitCode::output);
    }
    temporary_ =
        target_.is_plain ? target_.path : std::filesystem::temp_directory_path() / target_.path.filename();
    temporary_ += kTemporary + std::to_string(getpid());
    unlink(temporary_.c_str());  // left by a process of the same number
    constexpr int kHowToOpen = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    descriptor_ = open(temporary_.c_str(), kHowToOpen, 0644);
    if (descriptor_ < 0) fail("cannot create the file");
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
    const std::filesystem::path& path = target.path;
    const std::string prefix = path.filename().string() + kTemporary;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(path.parent_path(), ignored)) {
        if (entry.path().filename().string().starts_with(prefix)) {
            std::filesystem::remove(entry.path(), ignored);
        }
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
