// Batches in their order, prepared ahead of the step by worker threads.  What comes out does not depend on
// the number of workers.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "train/sample.h"

namespace lumbar {

struct SampleRequest {
    std::size_t index = 0;   // which sample of the data
    std::uint64_t seed = 0;  // of all that is random about it
};

class BatchLoader {
  public:
    // What batch number `n` holds, and how one sample is made (called from several threads).
    using Plan = std::function<std::vector<SampleRequest>(std::int64_t)>;
    using MakeSample = std::function<Sample(const SampleRequest&)>;

    // Batches first .. end-1.
    BatchLoader(Plan plan, MakeSample make, std::int64_t first, std::int64_t end, int workers);
    ~BatchLoader();
    BatchLoader(const BatchLoader&) = delete;
    BatchLoader& operator=(const BatchLoader&) = delete;

    // The next batch, once it is ready.  Throws what making one of its samples threw.
    Sample next();

  private:
    struct Pending {
        std::vector<SampleRequest> requests;
        std::vector<Sample> samples;
        std::size_t begun = 0, done = 0;
        std::exception_ptr failure;
    };

    void work();
    Pending* find_work();

    Plan plan_;
    MakeSample make_;
    std::int64_t planned_, end_;
    std::mutex guard_;
    std::condition_variable work_appeared_, sample_done_;
    std::deque<Pending> pending_;
    bool stopping_ = false;
    std::vector<std::jthread> workers_;
};

}  // namespace lumbar
