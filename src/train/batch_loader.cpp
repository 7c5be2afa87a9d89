#include "train/batch_loader.h"

#include <utility>

#include "base/error.h"

namespace lumbar {
namespace {

constexpr std::size_t kAhead = 3;  // batches that are ready or being made

}  // namespace

BatchLoader::BatchLoader(Plan plan, MakeSample make, std::int64_t first, std::int64_t end, int workers)
    : plan_(std::move(plan)), make_(std::move(make)), planned_(first), end_(end) {
    for (int i = 0; i < workers; ++i) workers_.emplace_back([this] { work(); });
}

BatchLoader::~BatchLoader() {
    {
        const std::lock_guard lock(guard_);
        stopping_ = true;
    }
    work_appeared_.notify_all();
}

// The first batch with a sample that nobody has begun.  Call with the guard held.
BatchLoader::Pending* BatchLoader::find_work() {
    for (Pending& batch : pending_) {
        if (batch.begun < batch.requests.size()) return &batch;
    }
    if (pending_.size() >= kAhead || planned_ >= end_) return nullptr;
    Pending& batch = pending_.emplace_back();
    batch.requests = plan_(planned_++);
    batch.samples.resize(batch.requests.size());
    return &batch;
}

void BatchLoader::work() {
    std::unique_lock lock(guard_);
    while (true) {
        Pending* batch = nullptr;
        work_appeared_.wait(lock, [&] { return stopping_ || (batch = find_work()); });
        if (stopping_) return;
        const std::size_t at = batch->begun++;
        const SampleRequest request = batch->requests[at];
        Sample sample;
        std::exception_ptr failure;
        lock.unlock();
        try {
            sample = make_(request);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        // A deque's elements stay where they are while others come and go at its ends.
        batch->samples[at] = std::move(sample);
        if (failure) batch->failure = failure;
        ++batch->done;
        sample_done_.notify_all();
    }
}

Sample BatchLoader::next() {
    std::unique_lock lock(guard_);
    if (pending_.empty() && planned_ >= end_) throw Error({"no batch is left"}, ExitCode::internal);
    sample_done_.wait(
        lock, [&] { return !pending_.empty() && pending_.front().done == pending_.front().requests.size(); });
    const Pending batch = std::move(pending_.front());
    pending_.pop_front();
    lock.unlock();
    work_appeared_.notify_all();
    if (batch.failure) std::rethrow_exception(batch.failure);
    return stack_samples(batch.samples);
}

}  // namespace lumbar
