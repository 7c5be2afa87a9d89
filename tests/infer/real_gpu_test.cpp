// The same nets on the GPUs of this machine, where there are any.
#include <boost/test/unit_test.hpp>

#include "base/error.h"
#include "gpu/gpu.h"
#include "infer/open_gpus.h"
#include "infer/self_check.h"
#include "models/untrained.h"
#include "support/files.h"

BOOST_AUTO_TEST_SUITE(real_gpu)

using namespace lumbar;

BOOST_AUTO_TEST_CASE(every_kind_of_net_agrees_with_the_cpu_in_every_format_of_the_gpu) {
    const gpu::GpuCount found = gpu::count_gpus();
    if (found.gpus == 0) {
        BOOST_TEST_MESSAGE("NOT COMPARED: " << found.reason);
        return;
    }
    const test::TemporaryFolder folder;
    write_untrained_nets(folder.path(), solution_recipes(), 7);
    const auto nets = find_nets(folder.path(), solution_recipes());
    const SelfCheck check(nets, 2);
    for (int index = 0; index < found.gpus; ++index) {
        for (Precision precision : {Precision::fp32, Precision::fp16}) {
            try {
                const auto backend = open_gpu(index, nets, {.precision = precision, .threads = 2});
                BOOST_TEST_CONTEXT(backend->name()) {
                    BOOST_TEST(check.compare(*backend).disagreement == "");
                }
            } catch (const Error& lacks_format) {
                BOOST_TEST_MESSAGE(lacks_format.what());
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
