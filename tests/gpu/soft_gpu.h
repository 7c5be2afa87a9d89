// The software driver (tests/soft_gpu) as these tests use it, and the environment that shapes it.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <exception>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gpu/gpu.h"
#include "gpu/worker_process.h"

namespace lumbar::gpu::test {

// An environment variable that has its old value again at the end of the scope.
class Variable {
  public:
    Variable(std::string name, const std::string& value);
    ~Variable();
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

  private:
    std::string name_;
    std::optional<std::string> old_;
};

// The software driver, whatever GPU the machine has; short waits.
GpuOptions soft_options();
WorkerOptions soft_worker_options();

std::string test_ptx();
Address add_value_kernel(Gpu& gpu);

// A Gpu's memory with these values.
Address uploaded(Gpu& gpu, const std::vector<float>& values);
std::vector<float> downloaded(Gpu& gpu, Address from, std::size_t count);
// Adds `value` to each of `count` floats.
void add_launch(CommandList& list, Address kernel, Address values, int count, float value);

// BOOST_CHECK_EXCEPTION(..., NoGpu, says("text"))
inline auto says(std::string text) {
    return [text = std::move(text)](const std::exception& e) {
        const bool found = std::string(e.what()).find(text) != std::string::npos;
        if (!found) fprintf(stderr, "  it says: %s\n", e.what());
        return found;
    };
}

}  // namespace lumbar::gpu::test
