#include "competition/status_file.h"

#include <boost/test/unit_test.hpp>

#include "files/text_file.h"
#include "support/files.h"

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(status_file)

BOOST_AUTO_TEST_CASE(lies_beside_the_submission) {
    BOOST_TEST(status_path("a.b/submission.csv") == "a.b/submission.status.csv");
    BOOST_TEST(status_path("submission") == "submission.status.csv");
}

BOOST_AUTO_TEST_CASE(has_a_line_a_study_whatever_the_reason_holds) {
    const test::TemporaryFolder folder;
    write_status(folder / "s.csv", {{"7", StudyState::graded, "", 1.234},
                                    {"8", StudyState::partly, "no T1, \"or so\"\nnext", 0.5},
                                    {"9", StudyState::prior, "not graded yet", 0}});
    BOOST_TEST(read_text_file(folder / "s.csv") ==
               "study,state,reason,seconds\n7,graded,,1.23\n"
               "8,partly,\"no T1, \"\"or so\"\" next\",0.50\n"
               "9,prior,not graded yet,0.00\n");
}

BOOST_AUTO_TEST_SUITE_END()
