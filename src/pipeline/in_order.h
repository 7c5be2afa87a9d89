// Numbered results in, in any order and from any thread; handed over one after the other, by their numbers
// from 0.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace lumbar {

template <class Result>
class InOrder {
  public:
    // Called by one thread at a time.
    using Take = std::function<void(std::size_t number, const Result&)>;

    explicit InOrder(Take take) : take_(std::move(take)) {}

    // Hands over this one and those that waited for it, or keeps it.  Throws what `take` throws.
    void add(std::size_t number, Result result) {
        const std::lock_guard lock(mutex_);
        waiting_.emplace(number, std::move(result));
        for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_;
             first = waiting_.erase(first)) {
            take_(next_++, first->second);
        }
    }

    // Hands over those that still wait, by their numbers; the ones before them will not come.
    void hand_over_rest() {
        const std::lock_guard lock(mutex_);
        for (const auto& [number, result] : waiting_) take_(number, result);
        waiting_.clear();
    }

  private:
    Take take_;
    std::mutex mutex_;
    std::map<std::size_t, Result> waiting_;
    std::size_t next_ = 0;
};

}  // namespace lumbar
