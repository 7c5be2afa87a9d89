#include <boost/test/unit_test.hpp>

#include <string>

#include "support/files.h"
#include "support/refusal.h"
#include "support/run_lumbar.h"

using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(convert_flags)

BOOST_AUTO_TEST_CASE(convert_takes_the_tensors_below_a_prefix_and_a_key) {
    const TemporaryFolder folder;
    const std::string net = test_file("../weights/demo/cfg_stage1_s1_fold0_seed1.safetensors").string();
    const std::string output = (folder / "net.safetensors").string();
    BOOST_TEST(contains(run_lumbar({"convert", net, output}).printed, ": 175 tensors"));
    BOOST_TEST(
        contains(run_lumbar({"convert", net, output, "--prefix", "backbone."}).printed, ": 169 tensors"));
    const Outcome refused = run_lumbar({"convert", net, output, "--key", "ema"});
    BOOST_TEST(refused.code == 4);
    BOOST_TEST(contains(refused.printed, "expected no --key, found ema"));
}

BOOST_AUTO_TEST_SUITE_END()
