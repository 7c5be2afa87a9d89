#include "base/hardware_threads.h"

#include <algorithm>
#include <thread>

namespace lumbar {

int hardware_threads() {
    return static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

}  // namespace lumbar
