// What `lumbar inspect --system` says of this machine.
#include <boost/test/unit_test.hpp>
#include <string>

#include "base/cpu_count.h"
#include "support/refusal.h"
#include "support/run_lumbar.h"
#include "support/soft_gpu.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(system_facts)

BOOST_AUTO_TEST_CASE(inspect_describes_the_machine) {
    const auto facts = run_lumbar({"inspect", "--system"});
    BOOST_TEST(facts.code == 0, facts.printed);
    for (const char* part :
         {" edition", "LibTorch ", "\nCPU ", "cores", "cgroup quota", "--threads", "oneDNN uses", "\nmemory ",
          "cgroup limit", "\nGPU", "temporary files", "kernel cache"}) {
        BOOST_TEST(contains(facts.printed, part), facts.printed);
    }
    BOOST_TEST(contains(facts.printed, std::to_string(default_threads())), facts.printed);
    const auto memory = facts.printed.find("\nmemory ");
    BOOST_TEST(contains(facts.printed.substr(memory, facts.printed.find('\n', memory + 1) - memory), " GB"));
    BOOST_TEST(run_lumbar({"inspect"}).code == 2);
    BOOST_TEST(run_lumbar({"inspect", "--system", "/tmp"}).code == 2);
    const auto picture = run_lumbar({"inspect", "--system", "--picture", "p.png"});
    BOOST_TEST(picture.code == 2);
    BOOST_TEST(contains(picture.printed, "--picture does not apply to --system"), picture.printed);
}

BOOST_AUTO_TEST_CASE(inspect_names_the_gpus_of_the_machine) {
    const SoftGpu two({.count = 2});
    const auto found = run_lumbar({"inspect", "--system"});
    BOOST_TEST(found.code == 0, found.printed);
    BOOST_TEST(contains(found.printed, "\nGPU 0 "), found.printed);
    BOOST_TEST(contains(found.printed, "\nGPU 1 "), found.printed);
    BOOST_TEST(contains(found.printed, "compute capability 7.5"), found.printed);
    BOOST_TEST(contains(found.printed, "driver for CUDA 12.8"), found.printed);
}

BOOST_AUTO_TEST_CASE(inspect_gives_the_reason_why_no_gpu_can_be_used) {
    const SoftGpu none({.count = 0});
    const auto facts = run_lumbar({"inspect", "--system"});
    BOOST_TEST(facts.code == 0, facts.printed);
    BOOST_TEST(contains(facts.printed, "GPUs             none: "), facts.printed);
    const SoftGpu old({.compute = 52});
    BOOST_TEST(contains(run_lumbar({"inspect", "--system"}).printed, "cannot be used: "));
}

BOOST_AUTO_TEST_SUITE_END()
