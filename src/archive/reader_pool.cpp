#include "archive/reader_pool.h"

#include <algorithm>
#include <deque>
#include <mutex>
#include <utility>

namespace lumbar {
namespace {

// Readers that nobody uses; an index stands for one state of its file.
class ReaderPool {
  public:
    std::unique_ptr<ZipReader> take(const std::shared_ptr<const ArchiveIndex>& index) {
        {
            const std::lock_guard lock(mutex_);
            const auto found = std::find_if(idle_.begin(), idle_.end(),
                                            [&](const auto& idle) { return idle.first == index; });
            if (found != idle_.end()) {
                auto reader = std::move(found->second);
                idle_.erase(found);
                return reader;
            }
        }
        return std::make_unique<ZipReader>(index->path);
    }

    void give_back(const std::shared_ptr<const ArchiveIndex>& index, std::unique_ptr<ZipReader> reader) {
        constexpr std::size_t kMost = 32;  // of the files that a process may have open
        const std::lock_guard lock(mutex_);
        idle_.emplace_front(index, std::move(reader));
        if (idle_.size() > kMost) idle_.pop_back();
    }

  private:
    std::mutex mutex_;
    std::deque<std::pair<std::shared_ptr<const ArchiveIndex>, std::unique_ptr<ZipReader>>> idle_;
};

}  // namespace

std::optional<std::vector<std::uint8_t>> read_entry(const std::shared_ptr<const ArchiveIndex>& index,
                                                    const ZipEntry& entry, std::uint64_t most) {
    static ReaderPool pool;
    auto reader = pool.take(index);
    if (!reader->is_open()) return {};
    auto bytes = reader->read(entry, most);
    pool.give_back(index, std::move(reader));
    return bytes;
}

}  // namespace lumbar
