#include "gpu/kernel_source.h"

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "soft_gpu.h"

using namespace lumbar::gpu;

namespace {

const std::vector<PtxText> kTexts = {{"conv", 80, ".visible .entry conv_f16(\n"},
                                     {"conv", 75, ".visible .entry conv_f16(\n"},
                                     {"add", 60, ".visible .entry add(\n.visible .entry add_twice(\n"}};

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel_source)

BOOST_AUTO_TEST_CASE(is_the_newest_that_the_gpu_can_run) {
    BOOST_TEST(find_ptx(kTexts, "conv_f16", 75).compute == 75);
    BOOST_TEST(find_ptx(kTexts, "conv_f16", 79).compute == 75);
    BOOST_TEST(find_ptx(kTexts, "conv_f16", 90).compute == 80);
    BOOST_TEST(find_ptx(kTexts, "add", 90).compute == 60);
}

BOOST_AUTO_TEST_CASE(is_found_by_the_whole_name) {
    BOOST_TEST(find_ptx(kTexts, "add_twice", 60).source == "add");
    BOOST_CHECK_THROW(find_ptx(kTexts, "add_t", 60), std::invalid_argument);
    BOOST_CHECK_THROW(find_ptx(kTexts, "dd", 60), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(says_which_gpu_has_no_such_kernel) {
    BOOST_CHECK_EXCEPTION(find_ptx(kTexts, "conv_f16", 61), std::invalid_argument,
                          test::says("no kernel conv_f16 for compute capability 6.1"));
}

BOOST_AUTO_TEST_CASE(every_embedded_text_is_one_for_the_compute_capability_of_its_name) {
    for (const PtxText& text : ptx_texts())
        BOOST_TEST(text.text.find(".target sm_" + std::to_string(text.compute)) != std::string_view::npos);
}

BOOST_AUTO_TEST_SUITE_END()
