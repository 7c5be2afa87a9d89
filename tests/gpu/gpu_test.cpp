#include "gpu/gpu.h"

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <thread>

#include "gpu/embedded.h"
#include "soft_gpu.h"

using namespace lumbar::gpu;
using namespace lumbar::gpu::test;

namespace {

std::vector<float> counted(std::size_t count) {
    std::vector<float> values(count);
    std::iota(values.begin(), values.end(), 0.f);
    return values;
}

std::vector<std::string> entries_of(std::string_view ptx) {
    constexpr std::string_view kEntry = ".entry ";
    std::vector<std::string> names;
    for (auto at = ptx.find(kEntry); at != ptx.npos; at = ptx.find(kEntry, at)) {
        at += kEntry.size();
        names.emplace_back(ptx.substr(at, ptx.find('(', at) - at));
    }
    return names;
}

// P100, T4, A100, H100
const auto kComputeCapabilities = boost::unit_test::data::make({60, 75, 80, 90});

}  // namespace

BOOST_AUTO_TEST_SUITE(a_gpu)

BOOST_AUTO_TEST_CASE(introduces_itself) {
    const Variable compute("SOFT_GPU_COMPUTE", "86"), version("SOFT_GPU_DRIVER_VERSION", "11040"),
        memory("SOFT_GPU_MEMORY_MB", "512");
    const Gpu gpu(0, soft_options());
    const GpuInfo& info = gpu.info();
    BOOST_TEST(info.name.starts_with("Soft GPU"));
    BOOST_TEST(info.library == LUMBAR_SOFT_DRIVER);
    BOOST_TEST(info.compute == 86);
    BOOST_TEST(info.has_tensor_cores());
    BOOST_TEST(info.driver == 11040);
    BOOST_TEST(info.multiprocessors > 0);
    BOOST_TEST(info.memory == 512 << 20);
    BOOST_TEST(info.free_memory <= info.memory);
}

BOOST_AUTO_TEST_CASE(runs_a_list_in_order_any_number_of_times) {
    Gpu gpu(0, soft_options());
    const Address values = gpu.allocate(3 * sizeof(float)), kernel = add_value_kernel(gpu);
    const std::vector<float> start{1, 2, 3};
    CommandList list;
    list.upload(values, std::span<const float>(start));
    add_launch(list, kernel, values, 2, 10);
    const std::size_t first = list.download(values, 3 * sizeof(float));
    list.clear(values, 2 * sizeof(float));
    add_launch(list, kernel, values, 3, 1);
    const std::size_t second = list.download(values, 3 * sizeof(float));
    for (int run = 0; run < 2; ++run) {
        const std::vector<std::byte> bytes = gpu.run(list);
        const float expected[] = {11, 12, 3, 1, 1, 4};
        const auto expected_bytes = std::as_bytes(std::span(expected));
        BOOST_TEST(std::equal(expected_bytes.begin(), expected_bytes.begin() + 12, bytes.begin() + first));
        BOOST_TEST(std::equal(expected_bytes.begin() + 12, expected_bytes.end(), bytes.begin() + second));
    }
}

BOOST_AUTO_TEST_CASE(runs_an_empty_list) {
    Gpu gpu(0, soft_options());
    BOOST_TEST(gpu.run({}).empty());
}

BOOST_AUTO_TEST_CASE(copies_200_mb_there_and_back_in_parts) {
    GpuOptions options = soft_options();
    options.shared_bytes = std::size_t{16} << 20;
    Gpu gpu(0, options);
    const std::vector<float> values = counted(std::size_t{50} << 20);
    const Address address = uploaded(gpu, values);
    BOOST_TEST((downloaded(gpu, address, values.size()) == values));
}

BOOST_AUTO_TEST_CASE(runs_a_list_that_is_larger_than_the_shared_memory) {
    GpuOptions options = soft_options();
    options.shared_bytes = 0;  // as little as it can work with
    Gpu gpu(0, options);
    const std::vector<float> start = counted(300'000);
    const Address values = gpu.allocate(start.size() * sizeof(float)), kernel = add_value_kernel(gpu);
    CommandList list;
    list.upload(values, std::span<const float>(start));
    for (int i = 0; i < 5000; ++i) add_launch(list, kernel, values, 1, 1);
    list.download(values, 0);
    const std::size_t place = list.download(values, start.size() * sizeof(float));
    std::vector<float> result(start.size());
    std::memcpy(result.data(), gpu.run(list).data() + place, result.size() * sizeof(float));
    BOOST_TEST(result[0] == 5000);
    BOOST_TEST((std::equal(result.begin() + 1, result.end(), start.begin() + 1)));
}

BOOST_AUTO_TEST_CASE(that_is_full_says_so_and_goes_on) {
    const Variable memory("SOFT_GPU_MEMORY_MB", "8");
    Gpu gpu(0, soft_options());
    const std::vector<float> values = counted(1 << 20);
    const Address address = uploaded(gpu, values);
    const std::uint64_t left = gpu.free_memory();
    BOOST_TEST(left <= 4 << 20);
    BOOST_CHECK_EXCEPTION(gpu.allocate(left + 1), GpuMemoryFull, says("CUDA_ERROR_OUT_OF_MEMORY"));
    BOOST_TEST((downloaded(gpu, address, values.size()) == values));
    gpu.free(address);
    BOOST_TEST(gpu.free_memory() == left + (4 << 20));
    gpu.allocate(left + 1);
}

BOOST_AUTO_TEST_CASE(allocates_nothing_at_address_0) {
    Gpu gpu(0, soft_options());
    BOOST_TEST(gpu.allocate(0) == 0);
    gpu.free(0);
}

BOOST_AUTO_TEST_CASE(has_no_kernel_that_nobody_wrote) {
    Gpu gpu(0, soft_options());
    BOOST_CHECK_EXCEPTION(gpu.kernel("nonsense"), std::invalid_argument, says("no kernel nonsense"));
    BOOST_TEST(gpu.run({}).empty());
}

BOOST_DATA_TEST_CASE(compiles_every_kernel_that_the_executable_carries_for_it, kComputeCapabilities) {
    const Variable compute("SOFT_GPU_COMPUTE", std::to_string(sample));
    Gpu gpu(0, soft_options());
    for (const PtxText& ptx : ptx_texts()) {
        if (ptx.compute > sample) continue;
        for (const std::string& name : entries_of(ptx.text)) BOOST_TEST(gpu.kernel(name) != 0);
    }
}

BOOST_AUTO_TEST_CASE(serves_two_threads) {
    Gpu gpu(0, soft_options());
    const Address kernel = add_value_kernel(gpu);
    const auto count_to_200 = [&](float* result) {
        const Address value = uploaded(gpu, {0});
        CommandList list;
        add_launch(list, kernel, value, 1, 1);
        for (int i = 0; i < 200; ++i) gpu.run(list);
        *result = downloaded(gpu, value, 1)[0];
    };
    float results[2] = {};
    std::thread first(count_to_200, &results[0]), second(count_to_200, &results[1]);
    first.join();
    second.join();
    BOOST_TEST(results[0] == 200);
    BOOST_TEST(results[1] == 200);
}

BOOST_AUTO_TEST_CASE(is_one_of_several) {
    const Variable count("SOFT_GPU_COUNT", "2");
    BOOST_TEST(count_gpus(soft_options()).gpus == 2);
    BOOST_TEST(count_gpus(soft_options()).reason == "");
    Gpu first(0, soft_options()), second(1, soft_options());
    BOOST_TEST(first.info().index == 0);
    BOOST_TEST(second.info().index == 1);
    const Address a = uploaded(first, {1}), b = uploaded(second, {2});
    BOOST_TEST(downloaded(first, a, 1)[0] == 1);
    BOOST_TEST(downloaded(second, b, 1)[0] == 2);
}

BOOST_AUTO_TEST_SUITE_END()
