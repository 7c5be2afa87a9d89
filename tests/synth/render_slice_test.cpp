#include "synth/render_slice.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "core/grades.h"

namespace lumbar {
namespace {

GradeSheet with(int level, Condition condition, int grade) {
    GradeSheet grades{};
    grades[static_cast<std::size_t>(level)][static_cast<std::size_t>(condition)] = grade;
    return grades;
}

// A series as a scanner without moods takes it, at a size that tests can afford.
struct TestScan {
    TestScan(const GradeSheet& grades, std::uint64_t seed, SeriesKind kind) : anatomy(grades, seed) {
        Random random(seed);
        plan = plan_sagittal(anatomy, kind, 256, random);
        scanner = draw_scanner(kind, anatomy, random);
        scanner.contrast = typical_contrast(kind);
        scanner.noise = 0.02;
        scanner.acquired_px = 256;
    }

    // Mean stored value around a point, in the slice nearest to it, over the mean around the disc's middle.
    double brightness_at(const PatientPoint& point, double reach_mm) const {
        const SlicePlane& plane = nearest_slice(plan, point);
        const auto pixels = render_slice(anatomy, plane, scanner, 1);
        const Point at = project(plane, point);
        const int reach = static_cast<int>(std::lround(reach_mm / plane.spacing_mm));
        double sum = 0;
        int count = 0;
        for (int y = -reach; y <= reach; ++y) {
            for (int x = -reach; x <= reach; ++x) {
                sum += pixels.at(0, static_cast<int>(at.y) + y, static_cast<int>(at.x) + x);
                ++count;
            }
        }
        return sum / count / scanner.brightness;
    }

    Anatomy anatomy;
    ScanPlan plan;
    Scanner scanner;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(rendering_slices)

BOOST_AUTO_TEST_CASE(fluid_fades_from_the_picture_as_the_canal_narrows) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        std::array<double, kClasses> seen{};
        for (int grade = 0; grade < kClasses; ++grade) {
            const TestScan scan(with(3, Condition::spinal_canal_stenosis, grade), seed,
                                SeriesKind::sagittal_t2);
            seen[static_cast<std::size_t>(grade)] = scan.brightness_at(scan.anatomy.canal_centre(3), 4);
        }
        BOOST_TEST_MESSAGE(seen[0] << " " << seen[1] << " " << seen[2]);
        BOOST_TEST(seen[0] > 1.15 * seen[1]);
        BOOST_TEST(seen[1] > 1.3 * seen[2]);
    }
}

BOOST_AUTO_TEST_CASE(a_narrow_recess_is_dark_on_its_own_side) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const TestScan scan(with(2, Condition::right_subarticular_stenosis, 2), seed,
                            SeriesKind::sagittal_t2);
        const double left = scan.brightness_at(scan.anatomy.recess(2, kLeft), 3);
        const double right = scan.brightness_at(scan.anatomy.recess(2, kRight), 3);
        BOOST_TEST_MESSAGE(left << " " << right);
        BOOST_TEST(left > 1.6 * right);
    }
}

BOOST_AUTO_TEST_CASE(a_narrow_foramen_is_dark_on_its_own_side) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const TestScan scan(with(1, Condition::left_neural_foraminal_narrowing, 2), seed,
                            SeriesKind::sagittal_t1);
        const double left = scan.brightness_at(scan.anatomy.foramen(1, kLeft), 4);
        const double right = scan.brightness_at(scan.anatomy.foramen(1, kRight), 4);
        BOOST_TEST_MESSAGE(left << " " << right);
        BOOST_TEST(right > 1.5 * left);
    }
}

BOOST_AUTO_TEST_CASE(noise_follows_its_seed_and_stays_within_twelve_bits) {
    TestScan scan(GradeSheet{}, 4, SeriesKind::sagittal_t1);
    scan.scanner.brightness = 6000;
    const auto once = render_slice(scan.anatomy, scan.plan[5], scan.scanner, 1);
    BOOST_TEST((render_slice(scan.anatomy, scan.plan[5], scan.scanner, 1) == once));
    BOOST_TEST((render_slice(scan.anatomy, scan.plan[5], scan.scanner, 2) != once));
    for (const std::uint16_t value : once.pixels) {
        if (value > 4095) BOOST_FAIL("a value beyond 12 bits");
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace lumbar
