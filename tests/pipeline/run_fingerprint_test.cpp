#include "pipeline/run_fingerprint.h"

#include <boost/test/unit_test.hpp>

#include "support/environment.h"
#include "support/files.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

Json fingerprint_of_run(const PredictOptions& options) {
    return run_fingerprint(options, "studies", {});
}

PredictOptions on_device(DeviceRequest::Kind kind) {
    PredictOptions options;
    options.device.kind = kind;
    return options;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(run_fingerprints)

BOOST_AUTO_TEST_CASE(change_with_what_lumbar_tune_chose_for_the_cpu) {
    const TemporaryFolder folder;
    const Environment tuned("LUMBAR_TUNING", (folder / "tuning.json").string());
    for (const auto kind :
         {DeviceRequest::Kind::automatic, DeviceRequest::Kind::cpu, DeviceRequest::Kind::gpu}) {
        const PredictOptions options = on_device(kind);
        write_text(folder / "tuning.json", "one");
        const Json one = fingerprint_of_run(options);
        write_text(folder / "tuning.json", "two");
        BOOST_TEST((one == fingerprint_of_run(options)) == (kind == DeviceRequest::Kind::gpu));
    }
}

BOOST_AUTO_TEST_CASE(leave_out_a_tuning_that_cannot_be_read) {
    const TemporaryFolder folder;
    const Environment missing("LUMBAR_TUNING", (folder / "none.json").string());
    const Json none = fingerprint_of_run({});
    BOOST_TEST(!none.contains("tuning"));
    const Environment a_folder("LUMBAR_TUNING", folder.path().string());
    BOOST_TEST((fingerprint_of_run({}) == none));
}

BOOST_AUTO_TEST_CASE(change_with_the_precision_and_not_with_the_place_of_the_output) {
    PredictOptions options;
    const Json before = fingerprint_of_run(options);
    options.output = "elsewhere.csv";
    BOOST_TEST((before == fingerprint_of_run(options)));
    options.precision = Precision::fp32;
    BOOST_TEST((before != fingerprint_of_run(options)));
}

BOOST_AUTO_TEST_SUITE_END()
