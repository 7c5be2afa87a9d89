#include "nn/device.h"

#include <boost/test/unit_test.hpp>

#include "base/error.h"

using lumbar::choose_device;
using lumbar::own_device;

BOOST_AUTO_TEST_SUITE(device)

BOOST_AUTO_TEST_CASE(auto_gives_a_device_that_computes) {
    const auto device = choose_device("auto");
    BOOST_TEST(torch::ones({2}, device).sum().item<double>() == 2.0);
}

BOOST_AUTO_TEST_CASE(cpu_is_always_there) {
    BOOST_TEST(choose_device("cpu").is_cpu());
}

BOOST_AUTO_TEST_CASE(unknown_and_absent_devices_are_usage_errors) {
    const auto is_usage = [](const lumbar::Error& e) { return e.code() == lumbar::ExitCode::usage; };
    for (const char* name : {"", "gpu", "cuda:x", "mps", "cuda:99"}) {
        BOOST_CHECK_EXCEPTION(choose_device(name), lumbar::Error, is_usage);
    }
}

BOOST_AUTO_TEST_CASE(each_process_of_a_machine_takes_a_gpu_of_its_own) {
    for (const char* shared : {"auto", "cuda"}) {
        BOOST_TEST(own_device(shared, 4, 2) == "cuda:2");
        BOOST_TEST(own_device(shared, 1, 0) == shared);
        BOOST_TEST(own_device(shared, 0, 0) == shared);
    }
    BOOST_TEST(own_device("cuda:1", 4, 2) == "cuda:1");
    BOOST_TEST(own_device("cpu", 4, 2) == "cpu");
}

BOOST_AUTO_TEST_SUITE_END()
