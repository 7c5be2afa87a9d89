#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "soft_gpu.h"

using namespace lumbar::gpu;
using namespace lumbar::gpu::test;

namespace {

// A Gpu whose next launch meets the trouble.
void check_trouble(const std::string& trouble, const std::string& reason, int answer_timeout_s = 20) {
    const Variable variable("SOFT_GPU_TROUBLE", trouble);
    GpuOptions options = soft_options();
    options.answer_timeout_s = answer_timeout_s;
    Gpu gpu(0, options);
    const Address values = uploaded(gpu, {1});
    CommandList list;
    add_launch(list, add_value_kernel(gpu), values, 1, 1);
    BOOST_CHECK_EXCEPTION(gpu.run(list), GpuFailure, says(reason));
    BOOST_CHECK_EXCEPTION(gpu.run({}), GpuFailure, says("lost before: "));
    BOOST_CHECK_EXCEPTION(gpu.allocate(1), GpuFailure, says(reason));
}

std::vector<char> odd_worker() {
    std::ifstream file(LUMBAR_ODD_WORKER, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

WorkerOptions odd_options(const std::vector<char>& image, const std::string& oddity) {
    WorkerOptions options = soft_worker_options();
    options.image = std::as_bytes(std::span(image));
    options.library = oddity;
    return options;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(a_gpu_that_fails)

BOOST_AUTO_TEST_CASE(because_the_driver_crashes) {
    check_trouble("crash", "ended by a signal: Segmentation fault");
}

BOOST_AUTO_TEST_CASE(because_the_driver_hangs) {
    check_trouble("hang", "gave no answer within 1 s and was killed", 1);
}

BOOST_AUTO_TEST_CASE(because_a_kernel_faults) {
    check_trouble("fault", "CUDA_ERROR_ILLEGAL_ADDRESS (700)");
}

BOOST_AUTO_TEST_CASE(because_it_falls_off_the_bus) {
    check_trouble("gone", "the GPU failed, after ");
}

BOOST_AUTO_TEST_CASE(because_a_kernel_gets_a_wrong_address) {
    Gpu gpu(0, soft_options());
    CommandList list;
    add_launch(list, add_value_kernel(gpu), 4096, 1, 1);
    BOOST_CHECK_EXCEPTION(gpu.run(list), GpuFailure, says("CUDA_ERROR_ILLEGAL_ADDRESS"));
}

BOOST_AUTO_TEST_CASE(because_a_copy_gets_a_wrong_address) {
    Gpu gpu(0, soft_options());
    BOOST_CHECK_EXCEPTION(downloaded(gpu, 4096, 1), GpuFailure,
                          says("after 0 of 1 commands: CUDA_ERROR_INVALID_VALUE (1)"));
}

BOOST_AUTO_TEST_CASE(because_the_ptx_is_none_says_so_in_the_compilers_words) {
    Gpu gpu(0, soft_options());
    BOOST_CHECK_EXCEPTION(
        gpu.kernel("x", ".version 6.0\n.target sm_60\n.address_size 64\nnonsense"), GpuFailure,
        [](const GpuFailure& e) { return says("nonsense")(e) && says("; CUDA_ERROR_INVALID_PTX (218)")(e); });
}

BOOST_AUTO_TEST_CASE(because_the_ptx_lacks_the_kernel) {
    Gpu gpu(0, soft_options());
    BOOST_CHECK_EXCEPTION(gpu.kernel("other", test_ptx()), GpuFailure, says("CUDA_ERROR_NOT_FOUND"));
}

BOOST_AUTO_TEST_CASE(because_the_driver_is_too_old_says_so) {
    const Variable cuda_8("SOFT_GPU_DRIVER_VERSION", "8000");
    Gpu gpu(0, soft_options());
    BOOST_CHECK_EXCEPTION(add_value_kernel(gpu), GpuFailure,
                          says("the driver is too old for this program's kernels (PTX)"));
}

BOOST_AUTO_TEST_CASE(because_the_worker_was_killed) {
    WorkerProcess worker(soft_worker_options());
    kill(worker.id(), SIGKILL);
    BOOST_CHECK_EXCEPTION(worker.run({0, 0}), GpuFailure,
                          says("the GPU worker was ended by a signal: Killed"));
    BOOST_CHECK_EXCEPTION(worker.run({0, 0}), GpuFailure, says("the GPU worker has ended"));
}

BOOST_AUTO_TEST_CASE(because_the_worker_ended) {
    const std::vector<char> image = odd_worker();
    WorkerProcess worker(odd_options(image, "ends"));
    BOOST_CHECK_EXCEPTION(worker.run({0, 1}), GpuFailure, says("the GPU worker ended with exit code 3"));
}

BOOST_AUTO_TEST_CASE(because_the_worker_answers_nonsense) {
    const std::vector<char> image = odd_worker();
    BOOST_TEST(WorkerProcess(odd_options(image, "nothing odd")).run({0, 1}).done == 1);
    for (const char* oddity : {"another request", "more done than asked", "less done than asked",
                               "negative status", "endless reason", "short answer"}) {
        BOOST_TEST_CONTEXT(oddity) {
            WorkerProcess worker(odd_options(image, oddity));
            BOOST_CHECK_EXCEPTION(worker.run({0, 1}), GpuFailure,
                                  says("the GPU worker answered nonsense and was killed"));
        }
    }
}

BOOST_AUTO_TEST_CASE(at_its_hello_is_no_gpu) {
    const std::vector<char> image = odd_worker();
    for (const char* oddity : {"old protocol", "no gpus", "no multiprocessors", "more free than all",
                               "endless name", "endless hello reason", "short hello"})
        BOOST_TEST_CONTEXT(oddity)
    BOOST_CHECK_EXCEPTION(WorkerProcess{odd_options(image, oddity)}, NoGpu, says("makes no sense"));
}

BOOST_AUTO_TEST_SUITE_END()
