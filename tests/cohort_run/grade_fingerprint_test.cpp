#include "cohort_run/grade_fingerprint.h"

#include <boost/test/unit_test.hpp>
#include <utility>

#include "support/environment.h"
#include "support/files.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(grade_fingerprints)

BOOST_AUTO_TEST_CASE(change_with_tuning_calibration_part_and_outputs) {
    const TemporaryFolder folder;
    const Environment tuned("LUMBAR_TUNING", (folder / "tuning.json").string());
    GradeFoldersOptions options;
    options.weights = folder.path();
    Json before = grade_fingerprint(options, {});
    const auto has_changed = [&] {
        const Json now = grade_fingerprint(options, {});
        return std::exchange(before, now) != now;
    };
    BOOST_TEST(!has_changed());
    write_text(folder / "tuning.json", "one");
    BOOST_TEST(has_changed());
    write_text(folder / "calibration.json", "{}");
    BOOST_TEST(has_changed());
    options.shard = {1, 2};
    BOOST_TEST(has_changed());
    options.dicom = true;
    BOOST_TEST(has_changed());
    options.no_report = true;
    BOOST_TEST(has_changed());
    options.output = "elsewhere";
    BOOST_TEST(!has_changed());
}

BOOST_AUTO_TEST_SUITE_END()
