#include "config/device_request.h"

#include <boost/test/unit_test.hpp>

#include "support/refusal.h"

using namespace lumbar;
using Kind = DeviceRequest::Kind;

BOOST_AUTO_TEST_SUITE(device_request)

BOOST_AUTO_TEST_CASE(a_word_names_a_kind_of_device) {
    BOOST_TEST((parse_device_request("auto") == DeviceRequest{Kind::automatic, {}}));
    BOOST_TEST((parse_device_request("cpu") == DeviceRequest{Kind::cpu, {}}));
    BOOST_TEST((parse_device_request("gpu") == DeviceRequest{Kind::gpu, {}}));
}

BOOST_AUTO_TEST_CASE(gpus_are_numbered_and_named_with_commas) {
    BOOST_TEST((parse_device_request("gpu:1") == DeviceRequest{Kind::gpu, {1}}));
    BOOST_TEST((parse_device_request("gpu:2,gpu:0") == DeviceRequest{Kind::gpu, {2, 0}}));
}

BOOST_AUTO_TEST_CASE(cuda_is_another_word_for_gpu) {
    BOOST_TEST((parse_device_request("cuda") == DeviceRequest{Kind::gpu, {}}));
    BOOST_TEST((parse_device_request("cuda:0,gpu:1") == DeviceRequest{Kind::gpu, {0, 1}}));
}

BOOST_AUTO_TEST_CASE(other_words_and_a_gpu_named_twice_are_refused) {
    for (const char* text : {"", ",", "tpu", "GPU", "gpu:", "gpu:x", "gpu:-1", "gpu:1x", "gpu:99999999999",
                             "gpu 0", "gpu:0,gpu", "cpu,cpu", "cpu,gpu:0", "auto,cpu", "cpu:0"}) {
        BOOST_TEST_CONTEXT(text) {
            const auto message = test::refusal_of([&] { parse_device_request(text); }, ExitCode::usage);
            BOOST_TEST(test::contains(message, "--device"));
        }
    }
    const auto twice = test::refusal_of([] { parse_device_request("gpu:1,cuda:1"); }, ExitCode::usage);
    BOOST_TEST(test::contains(twice, "named twice"));
}

BOOST_AUTO_TEST_CASE(a_request_prints_as_it_is_written) {
    for (const char* text : {"auto", "cpu", "gpu", "gpu:0", "gpu:2,gpu:1"}) {
        BOOST_TEST(device_request_name(parse_device_request(text)) == text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
