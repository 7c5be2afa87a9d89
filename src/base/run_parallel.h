// Runs jobs on a few threads and rethrows the first exception to the caller.
#pragma once

#include <functional>

namespace lumbar {

void run_parallel(int jobs, int threads, const std::function<void(int)>& job);

}  // namespace lumbar
