#include "prepare/training_points.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <sstream>
#include <vector>

#include "base/random.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"
#include "synth/label_files.h"
#include "synth/synthetic_study.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

double distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

struct Mean {
    double sum = 0;
    int count = 0;
    void add(double value) {
        sum += value;
        ++count;
    }
    double value() const { return sum / count; }
};

// The CSV files of studies without their images.
struct LabelledStudies {
    TemporaryFolder folder;
    std::vector<SyntheticStudy> studies;

    explicit LabelledStudies(int count) {
        LabelFiles files;
        for (int i = 0; i < count; ++i) {
            SyntheticStudy study = draw_study(derive_seed(21, static_cast<std::uint64_t>(i)), 256, 0);
            study.id = std::to_string(1000 + i);
            study.t1.id = study.id + "1";
            study.t2.id = study.id + "2";
            study.axial.id = study.id + "3";
            files.add(study, 0);
            studies.push_back(std::move(study));
        }
        files.write(folder.path());
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(training_points)

BOOST_AUTO_TEST_CASE(an_upright_spine_has_its_discs_straight_before_the_marks) {
    std::array<Point, kLevels> canal_px;
    for (std::size_t level = 0; level < canal_px.size(); ++level) {
        canal_px[level] = {100, 20 + 40 * static_cast<double>(level)};
    }
    const Keypoints points = disc_points_px(canal_px);
    for (std::size_t level = 0; level < points.size(); ++level) {
        BOOST_TEST(distance(points[level][0], {100 - 1.15 * 40, canal_px[level].y}) < 1e-9);
        BOOST_TEST(distance(points[level][1], {100 - 0.2 * 40, canal_px[level].y}) < 1e-9);
    }
}

BOOST_AUTO_TEST_CASE(the_front_of_a_tilted_spine_is_the_left_of_the_image) {
    std::array<Point, kLevels> canal_px;
    for (std::size_t level = 0; level < canal_px.size(); ++level) {
        const double along = 50 * static_cast<double>(level);
        canal_px[level] = {200 + 0.6 * along, 30 + 0.8 * along};
    }
    const Keypoints points = disc_points_px(canal_px);
    // The normal of (0.6, 0.8) that points to smaller x is (-0.8, 0.6).
    BOOST_TEST(distance(points[2][1], {canal_px[2].x - 0.8 * 10, canal_px[2].y + 0.6 * 10}) < 1e-9);
    std::reverse(canal_px.begin(), canal_px.end());  // a spine upside down has its front there too
    BOOST_TEST(distance(disc_points_px(canal_px)[2][1], points[2][1]) < 1e-9);
}

BOOST_AUTO_TEST_CASE(points_derived_from_marks_lie_near_the_true_ones) {
    const LabelledStudies drawn(40);
    const TrainingPoints given(drawn.folder.path(), {});
    fs::remove(drawn.folder / "coords_v7.csv");
    const TrainingPoints derived(drawn.folder.path(), {});
    Mean t1, front, behind, width;
    for (const SyntheticStudy& study : drawn.studies) {
        for (const SyntheticSeries* series : {&study.t1, &study.t2}) {
            const SeriesEntry entry{series->id, *series->kind, {}};
            const SlicePlane& plane = series->slices.front();
            const auto mine = derived.find(study.id, entry, plane.height, plane.width);
            const auto ideal = given.find(study.id, entry, plane.height, plane.width);
            BOOST_REQUIRE((mine && ideal));
            for (std::size_t level = 0; level < kLevels; ++level) {
                const bool is_t1 = series == &study.t1;
                (is_t1 ? t1 : front).add(distance((*mine)[level][0], (*ideal)[level][0]));
                (is_t1 ? t1 : behind).add(distance((*mine)[level][1], (*ideal)[level][1]));
                if (!is_t1) width.add(distance((*ideal)[level][0], (*ideal)[level][1]));
            }
        }
    }
    BOOST_TEST_MESSAGE("mean distance, relative to the image: T1 "
                       << t1.value() << ", T2 in front " << front.value() << ", behind " << behind.value()
                       << "; a disc's width is " << width.value());
    BOOST_TEST(t1.value() < 1e-6);
    BOOST_TEST(front.value() < 0.015);
    BOOST_TEST(behind.value() < 0.005);
}

BOOST_AUTO_TEST_CASE(a_series_that_lacks_a_level_has_no_points) {
    const LabelledStudies drawn(1);
    fs::remove(drawn.folder / "coords_v7.csv");
    const SyntheticStudy& study = drawn.studies.front();
    const SeriesEntry t2{study.t2.id, SeriesKind::sagittal_t2, {}},
        t1{study.t1.id, SeriesKind::sagittal_t1, {}};
    std::string kept;
    std::istringstream lines(read_text_file(drawn.folder / "train_label_coordinates.csv"));
    for (std::string line; std::getline(lines, line);) {
        if (!contains(line, "Spinal Canal Stenosis,L3/L4")) kept += line + "\n";
    }
    write_text(drawn.folder / "train_label_coordinates.csv", kept);
    const TrainingPoints points(drawn.folder.path(), {});
    BOOST_TEST(!points.find(study.id, t2, 100, 100).has_value());
    BOOST_TEST(points.find(study.id, t1, 100, 100).has_value());
    BOOST_TEST(!points.find("another study", t1, 100, 100).has_value());
    BOOST_TEST((points.text_of(study.id, t2) != points.text_of(study.id, t1)));
}

BOOST_AUTO_TEST_CASE(a_csv_that_is_named_comes_before_the_folders_own) {
    const LabelledStudies drawn(1);
    Keypoints given;
    given[4][1] = {0.25, 0.75};
    write_points(drawn.folder / "mine.csv", {{drawn.studies[0].t1.id, given}});
    const TrainingPoints points(drawn.folder.path(), drawn.folder / "mine.csv");
    const SeriesEntry t1{drawn.studies[0].t1.id, SeriesKind::sagittal_t1, {}};
    BOOST_TEST((points.find(drawn.studies[0].id, t1, 300, 200) == given));
}

BOOST_AUTO_TEST_CASE(refuses_folders_without_points_and_unknown_names) {
    const TemporaryFolder folder;
    const auto refusal = [&] {
        return refusal_of([&] { TrainingPoints(folder.path(), {}); }, ExitCode::data);
    };
    BOOST_TEST(contains(refusal(), "coords_v7.csv or train_label_coordinates.csv"));
    const std::string header = "study_id,series_id,instance_number,condition,level,x,y\n";
    const auto labels = folder / "train_label_coordinates.csv";
    write_text(labels, header + "1,2,3,Spinal Canal Stenosis,L6/L7,4,5\n");
    BOOST_TEST(contains(refusal(), "L6/L7"));
    write_text(labels, header + "1,2,3,Scoliosis,L1/L2,4,5\n");
    BOOST_TEST(contains(refusal(), "Scoliosis"));
    write_text(labels, header + "1,2,3,Spinal Canal Stenosis,L1/L2,4,\n");
    BOOST_TEST(contains(refusal(), "finite number"));
    write_text(labels,
               header + "1,2,3,Spinal Canal Stenosis,L1/L2,4,5\n1,2,3,Spinal Canal Stenosis,L1/L2,6,7\n");
    BOOST_TEST(
        (*read_label_coordinates(labels).at({"1", "2"}).canal_px[0] == Point{4, 5}));  // the first mark
}

BOOST_AUTO_TEST_SUITE_END()
