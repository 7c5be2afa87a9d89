#include <boost/test/unit_test.hpp>
#include <string>

#include "soft_gpu.h"

using namespace lumbar::gpu;
using namespace lumbar::gpu::test;

namespace {

void check_reason(const GpuOptions& options, const std::string& reason) {
    BOOST_CHECK_EXCEPTION(Gpu(0, options), NoGpu, says(reason));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(without_a_gpu)

BOOST_AUTO_TEST_CASE(the_reason_is_the_missing_driver) {
    GpuOptions options = soft_options();
    options.driver = "/nowhere/libcuda.so.1";
    check_reason(options, "/nowhere/libcuda.so.1: cannot open shared object file");
    const GpuCount count = count_gpus(options);
    BOOST_TEST(count.gpus == 0);
    BOOST_TEST(count.reason.find("cannot open") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_driver_can_be_named_by_a_variable) {
    const Variable named("LUMBAR_LIBCUDA", "/nowhere/named.so");
    check_reason({}, "/nowhere/named.so: cannot open");
    BOOST_TEST(count_gpus(soft_options()).gpus == 1);  // an option goes before it
}

BOOST_AUTO_TEST_CASE(the_reason_is_a_library_that_is_no_driver) {
    GpuOptions options = soft_options();
    options.driver = "libm.so.6";
    check_reason(options, "libm.so.6 has no cuInit");
}

BOOST_AUTO_TEST_CASE(the_reason_is_a_driver_without_a_device) {
    const Variable trouble("SOFT_GPU_TROUBLE", "no-device");
    check_reason(soft_options(), "cuInit: CUDA_ERROR_NO_DEVICE (100)");
    BOOST_TEST(count_gpus(soft_options()).reason == "cuInit: CUDA_ERROR_NO_DEVICE (100)");
}

BOOST_AUTO_TEST_CASE(the_reason_is_an_index_that_no_gpu_has) {
    BOOST_CHECK_EXCEPTION(Gpu(1, soft_options()), NoGpu,
                          says("cuDeviceGet: CUDA_ERROR_INVALID_DEVICE (101)"));
}

BOOST_AUTO_TEST_CASE(the_reason_is_a_driver_that_does_not_start_in_time) {
    const Variable trouble("SOFT_GPU_TROUBLE", "slow-start");
    GpuOptions options = soft_options();
    options.start_timeout_s = 1;
    check_reason(options, "the driver did not start within 1 s");
    BOOST_TEST(count_gpus(options).reason == "the driver did not start within 1 s");
}

BOOST_AUTO_TEST_CASE(the_reason_is_a_gpu_too_old_for_the_kernels) {
    const Variable compute("SOFT_GPU_COMPUTE", "52");
    check_reason(soft_options(), "compute capability 5.2; 6.0 is the lowest");
}

BOOST_AUTO_TEST_SUITE_END()
