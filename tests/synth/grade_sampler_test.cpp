#include "synth/grade_sampler.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace lumbar {
namespace {

constexpr int kStudies = 20000;

double share_of(Condition condition, int level, int grade) {
    Random random(1);
    int count = 0;
    for (int i = 0; i < kStudies; ++i) {
        const GradeSheet grades = sample_grades(random);
        count += grades[static_cast<std::size_t>(level)][static_cast<std::size_t>(condition)] == grade;
    }
    return static_cast<double>(count) / kStudies;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sampling_grades)

BOOST_AUTO_TEST_CASE(is_as_frequent_as_the_competition) {
    // Priors of the weighted loss over the weights 1, 2, 4, and normalised.
    BOOST_TEST(std::abs(share_of(Condition::spinal_canal_stenosis, 3, 2) - 0.129) < 0.01);
    BOOST_TEST(std::abs(share_of(Condition::spinal_canal_stenosis, 0, 0) - 0.955) < 0.01);
    BOOST_TEST(std::abs(share_of(Condition::right_subarticular_stenosis, 3, 2) - 0.233) < 0.012);
    BOOST_TEST(std::abs(share_of(Condition::left_neural_foraminal_narrowing, 4, 1) - 0.259) < 0.012);
}

BOOST_AUTO_TEST_CASE(makes_the_sides_of_a_disc_resemble_each_other) {
    Random random(2);
    double both = 0, left = 0, right = 0;
    for (int i = 0; i < kStudies; ++i) {
        const auto row = sample_grades(random)[3];
        left += row[3] == 2;
        right += row[4] == 2;
        both += row[3] == 2 && row[4] == 2;
    }
    BOOST_TEST(both / kStudies > 1.5 * (left / kStudies) * (right / kStudies));
}

BOOST_AUTO_TEST_CASE(blanks_the_share_asked_for) {
    Random random(3);
    int blanks = 0;
    for (int i = 0; i < 2000; ++i) {
        for (const auto& row : blank_labels({}, 0.1, random)) {
            for (const auto& label : row) blanks += !label.has_value();
        }
    }
    BOOST_TEST(std::abs(blanks / 50000.0 - 0.1) < 0.01);
}

BOOST_AUTO_TEST_CASE(normal_quantiles_invert_normal_shares) {
    for (const double share : {0.001, 0.02, 0.3, 0.5, 0.9, 0.995}) {
        BOOST_TEST(std::abs(normal_share(normal_quantile(share)) - share) < 1e-8);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace lumbar
