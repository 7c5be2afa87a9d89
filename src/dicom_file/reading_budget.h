// The memory that the threads which read one series may take for files in hand: who would take more waits
// for the others.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>

namespace lumbar {

class ReadingBudget {
  public:
    explicit ReadingBudget(std::size_t bytes) : bytes_(bytes) {}
    ReadingBudget(const ReadingBudget&) = delete;
    ReadingBudget& operator=(const ReadingBudget&) = delete;

    std::size_t bytes() const { return bytes_; }

    // Gives back what was taken when it ends, which must be before the budget does.
    using Share = std::shared_ptr<void>;

    // Waits until the others leave so much; more than the whole is given to one alone.  To be called by who
    // holds no share: two that wait for each other would wait for ever.
    Share take(std::size_t bytes);

  private:
    void give_back(std::size_t bytes);

    std::size_t bytes_, taken_ = 0;
    int takers_ = 0;
    std::mutex mutex_;
    std::condition_variable returned_;
};

}  // namespace lumbar
