#include "cohort_run/dicom_output.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <cstdlib>

#include "dicom_pixels/slice_writer.h"
#include "support/files.h"
#include "support/logged.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const Moment kMoment{"20240302", "101112"};

// A study of one T2 series, graded by nets or by nobody.
struct Graded {
    explicit Graded(bool by_nets) {
        const std::string uid = "1.2.826.1.1";
        SliceHeader header;
        header.study_uid = "1.2.826.1";
        header.series_uid = uid;
        header.instance_uid = uid + ".1";
        Stack<std::uint16_t> pixels(1, 40, 30);
        write_slice(folder / "1.dcm", pixels, header, PixelEncoding::raw);

        FoundSeries found;
        found.header.series_uid = uid;
        found.files = {folder / "1.dcm"};
        study.study = {"p", "1.2.826.1", {{found, SeriesKind::sagittal_t2, ""}}, "1.2.826.1"};
        for (const Finding& finding : all_findings()) {
            study.grades[finding] = Probabilities{0.5, 0.25, 0.25};
            study.is_graded[finding] = by_nets;
        }
        LocatedSeries& located = findings.details.series[uid];
        located.slice = located.slices = 1;
        located.is_left_first = located.is_upright = true;
        located.sources.push_back({"1.2.840.10008.5.1.4.1.1.4", uid + ".1", uid, 0});
        for (std::size_t level = 0; level < kLevels; ++level) {
            const double y = 0.1 + 0.2 * static_cast<double>(level);
            located.points[level] = {Point{0.4, y}, Point{0.6, y}};
        }
        SeriesPictures& pictures = findings.details.pictures.emplace_back();
        pictures.series = uid;
        pictures.frame = ByteStack(1, 40, 30);
    }

    std::string write() {
        return logged_by([&] { write_dicom_output(folder / "dicom", study, findings, {"net"}, kMoment); });
    }

    TemporaryFolder folder;
    CohortStudy study;
    StudyFindings findings;
};

// For the scope.
class TimeFromOutside {
  public:
    explicit TimeFromOutside(const char* value) { setenv("SOURCE_DATE_EPOCH", value, 1); }
    ~TimeFromOutside() { unsetenv("SOURCE_DATE_EPOCH"); }
    TimeFromOutside(const TimeFromOutside&) = delete;
    TimeFromOutside& operator=(const TimeFromOutside&) = delete;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(dicom_output)

BOOST_AUTO_TEST_CASE(is_a_report_and_a_slice_for_each_series_with_points) {
    Graded graded(true);
    BOOST_TEST(graded.write() == "");
    BOOST_TEST(std::filesystem::exists(graded.folder / "dicom/1.2.826.1/report.dcm"));
    BOOST_TEST(std::filesystem::exists(graded.folder / "dicom/1.2.826.1/annotated_t2.dcm"));
}

BOOST_AUTO_TEST_CASE(is_nothing_for_class_priors_alone_and_a_warning_says_so) {
    Graded graded(false);
    BOOST_TEST(contains(graded.write(), "study 1.2.826.1: no DICOM files: no net graded"));
    BOOST_TEST(!std::filesystem::exists(graded.folder / "dicom"));
}

BOOST_AUTO_TEST_CASE(is_a_warning_for_a_study_whose_files_have_vanished) {
    Graded graded(true);
    std::filesystem::remove(graded.folder / "1.dcm");
    BOOST_TEST(contains(graded.write(), "study 1.2.826.1: no DICOM files: "));
}

BOOST_AUTO_TEST_CASE(has_the_time_of_now_or_the_one_that_is_given) {
    {
        const TimeFromOutside time("1700000000");
        BOOST_TEST(moment_of_run().date == "20231114");
        BOOST_TEST(moment_of_run().time == "221320");
    }
    for (const char* text : {"", "yesterday", "-5", "999999999999"}) {
        const TimeFromOutside time(text);
        BOOST_TEST(contains(refusal_of([] { moment_of_run(); }, ExitCode::usage), "SOURCE_DATE_EPOCH"));
    }
    BOOST_TEST(moment_of_run().date.size() == 8u);
    BOOST_TEST(moment_of_run().date >= "20240101");
}

BOOST_AUTO_TEST_SUITE_END()
