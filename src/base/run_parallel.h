// Jobs in, all of them done out, on a few threads; the first exception comes back to the caller.
#pragma once

#include <functional>

namespace lumbar {

void run_parallel(int jobs, int threads, const std::function<void(int)>& job);

}  // namespace lumbar
