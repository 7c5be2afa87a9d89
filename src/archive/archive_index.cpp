#include "archive/archive_index.h"

#include <sys/stat.h>

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace lumbar {
namespace {

constexpr std::size_t kMostEntries = 1'000'000;

bool leads_out(std::string_view name) {
    if (name.empty() || name.front() == '/') return true;
    for (std::size_t at = 0; at != name.npos;) {
        const std::size_t end = name.find('/', at);
        if (name.substr(at, end == name.npos ? end : end - at) == "..") return true;
        at = end == name.npos ? end : end + 1;
    }
    return false;
}

// Why an entry cannot be read; empty if it can.
std::string_view fault_of(const ZipEntry& entry, const ArchiveIndex& index) {
    if (leads_out(entry.name)) return "a name that leads out of the archive";
    if (entry.is_encrypted) return "encrypted";
    if (entry.is_link) return "a link";
    if (entry.method != kZipStored && entry.method != kZipDeflated) return "packed by an unknown method";
    if (index.entries.contains(entry.name)) return "a second one of that name";
    return "";
}

// By fault: the first entry that has it, and how many do.
using Faults = std::map<std::string_view, std::pair<std::string, std::size_t>>;

std::vector<std::string> sentences_of(const Faults& faults, const std::filesystem::path& path) {
    std::vector<std::string> sentences;
    for (const auto& [fault, first_and_count] : faults) {
        const auto& [first, count] = first_and_count;
        sentences.push_back(path.string() + "/" + first + " is left out: " + std::string(fault) +
                            (count > 1 ? " (and " + std::to_string(count - 1) + " more)" : ""));
    }
    return sentences;
}

std::shared_ptr<const ArchiveIndex> read_index(const std::filesystem::path& path) {
    auto index = std::make_shared<ArchiveIndex>();
    index->path = path;
    ZipReader reader(path);
    const auto fail = [&](const std::string& found) {
        return Error({"cannot read the zip archive", path.string(), "a whole zip archive", found});
    };
    if (!reader.is_open()) throw fail("no directory at its end: it is cut off or damaged");
    Faults faults;
    std::size_t count = 0;
    const bool is_whole = reader.for_each_entry([&](const ZipEntry& entry) {
        if (++count > kMostEntries) return false;
        if (entry.name.ends_with('/')) return true;  // a folder
        if (const auto fault = fault_of(entry, *index); !fault.empty()) {
            ++faults.try_emplace(fault, entry.name, 0).first->second.second;
        } else {
            index->names.push_back(entry.name);
            index->entries.emplace(entry.name, entry);
        }
        return true;
    });
    if (count > kMostEntries) throw fail("more than " + std::to_string(kMostEntries) + " entries");
    if (!is_whole) throw fail("a damaged directory");
    index->left_out = sentences_of(faults, path);
    return index;
}

// What tells one state of a file from another.
struct FileState {
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    time_t seconds = 0;
    long nanoseconds = 0;

    bool operator==(const FileState&) const = default;
};

struct KnownIndex {
    FileState state;
    std::shared_ptr<const ArchiveIndex> index;
};

FileState state_of(const std::filesystem::path& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return {};
    return {status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

}  // namespace

std::shared_ptr<const ArchiveIndex> index_archive(const std::filesystem::path& path) {
    // A directory of thousands of entries is read once, not for each of them.
    static std::mutex mutex;
    static std::deque<KnownIndex> known;  // those in use last
    constexpr std::size_t kMost = 64;     // so that memory does not grow with the number of archives
    const std::lock_guard lock(mutex);
    const FileState state = state_of(path);
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const KnownIndex& one) { return one.index->path == path; });
    KnownIndex one;
    if (found != known.end()) {
        one = std::move(*found);
        known.erase(found);
    }
    if (!one.index || !(one.state == state)) one = {state, read_index(path)};
    known.push_front(one);
    if (known.size() > kMost) known.pop_back();
    return one.index;
}

}  // namespace lumbar
