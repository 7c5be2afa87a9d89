#include "base/run_parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace lumbar {

void run_parallel(int jobs, int threads, const std::function<void(int)>& job) {
    std::atomic<int> next{0};
    std::exception_ptr failure;
    std::mutex failure_guard;
    const auto work = [&] {
        for (int i = next++; i < jobs; i = next++) {
            try {
                job(i);
            } catch (...) {
                const std::lock_guard lock(failure_guard);
                if (!failure) failure = std::current_exception();
                next = jobs;
            }
        }
    };
    std::vector<std::jthread> others;
    for (int i = 1; i < std::min(threads, jobs); ++i) others.emplace_back(work);
    work();
    others.clear();  // joins
    if (failure) std::rethrow_exception(failure);
}

}  // namespace lumbar
