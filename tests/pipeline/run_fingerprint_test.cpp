#include "pipeline/run_fingerprint.h"

#include <boost/test/unit_test.hpp>

#include "config/grade_folders_options.h"
#include "support/environment.h"
#include "support/files.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(run_fingerprints)

BOOST_AUTO_TEST_CASE(change_with_what_lumbar_tune_chose) {
    const TemporaryFolder folder;
    const Environment tuned("LUMBAR_TUNING", (folder / "tuning.json").string());
    const auto of_predict = [] { return run_fingerprint(PredictOptions(), "studies", {}); };
    const auto of_grade = [] { return run_fingerprint(GradeFoldersOptions(), {}); };
    const Json without = of_predict(), without_in_grade = of_grade();
    write_text(folder / "tuning.json", "one");
    const Json one = of_predict(), one_in_grade = of_grade();
    write_text(folder / "tuning.json", "two");
    BOOST_TEST((without != one));
    BOOST_TEST((one != of_predict()));
    BOOST_TEST((without_in_grade != one_in_grade));
    BOOST_TEST((one_in_grade != of_grade()));
}

BOOST_AUTO_TEST_CASE(change_with_the_precision_and_not_with_the_place_of_the_output) {
    PredictOptions options;
    const Json before = run_fingerprint(options, "studies", {});
    options.output = "elsewhere.csv";
    BOOST_TEST((before == run_fingerprint(options, "studies", {})));
    options.precision = Precision::fp32;
    BOOST_TEST((before != run_fingerprint(options, "studies", {})));
}

BOOST_AUTO_TEST_SUITE_END()
