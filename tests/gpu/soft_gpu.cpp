#include "soft_gpu.h"

#include <cstring>
#include <fstream>
#include <iterator>

#include "kernels/test_kernels.h"

namespace lumbar::gpu::test {

Variable::Variable(std::string name, const std::string& value) : name_(std::move(name)) {
    if (const char* old = std::getenv(name_.c_str())) old_ = old;
    setenv(name_.c_str(), value.c_str(), 1);
}

Variable::~Variable() {
    if (old_)
        setenv(name_.c_str(), old_->c_str(), 1);
    else
        unsetenv(name_.c_str());
}

GpuOptions soft_options() {
    GpuOptions options;
    options.driver = LUMBAR_SOFT_DRIVER;
    options.start_timeout_s = 20;
    options.answer_timeout_s = 20;
    return options;
}

WorkerOptions soft_worker_options() {
    WorkerOptions options;
    options.gpu = 0;
    options.library = LUMBAR_SOFT_DRIVER;
    options.shared_bytes = 1 << 20;
    options.start_timeout_s = 20;
    options.answer_timeout_s = 20;
    return options;
}

std::string test_ptx() {
    std::ifstream file(LUMBAR_TEST_PTX);
    return {std::istreambuf_iterator<char>(file), {}};
}

Address add_value_kernel(Gpu& gpu) {
    return gpu.kernel("add_value", test_ptx());
}

Address uploaded(Gpu& gpu, const std::vector<float>& values) {
    const Address address = gpu.allocate(values.size() * sizeof(float));
    gpu.upload(address, std::as_bytes(std::span(values)));
    return address;
}

std::vector<float> downloaded(Gpu& gpu, Address from, std::size_t count) {
    CommandList list;
    const std::size_t place = list.download(from, count * sizeof(float));
    const std::vector<std::byte> bytes = gpu.run(list);
    std::vector<float> values(count);
    std::memcpy(values.data(), bytes.data() + place, count * sizeof(float));
    return values;
}

void add_launch(CommandList& list, Address kernel, Address values, int count, float value) {
    constexpr unsigned kThreads = 64;
    const unsigned blocks = (static_cast<unsigned>(count) + kThreads - 1) / kThreads;
    list.launch(kernel, {blocks}, {kThreads}, AddArgs{values, count, value});
}

}  // namespace lumbar::gpu::test
