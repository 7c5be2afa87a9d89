#include "dicom_file/reading_budget.h"

namespace lumbar {

ReadingBudget::Share ReadingBudget::take(std::size_t bytes) {
    std::unique_lock lock(mutex_);
    returned_.wait(lock, [&] { return takers_ == 0 || (taken_ <= bytes_ && bytes <= bytes_ - taken_); });
    taken_ += bytes;
    ++takers_;
    lock.unlock();
    return {this, [bytes](ReadingBudget* budget) { budget->give_back(bytes); }};
}

void ReadingBudget::give_back(std::size_t bytes) {
    {
        const std::lock_guard lock(mutex_);
        taken_ -= bytes;
        --takers_;
    }
    returned_.notify_all();
}

}  // namespace lumbar
