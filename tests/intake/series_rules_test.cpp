// One case a rule, on headers as scanners write them.
#include "intake/series_rules.h"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "support/refusal.h"

using namespace lumbar;

namespace {

constexpr Orientation kSagittal{{0, 1, 0}, {0, 0, -1}}, kAxial{{1, 0, 0}, {0, 1, 0}};

// A lumbar T1 series that nothing is wrong with.
FoundSeries lumbar_t1() {
    FoundSeries series;
    series.header.modality = "MR";
    series.header.sop_class = "1.2.840.10008.5.1.4.1.1.4";
    series.header.image_type = "ORIGINAL\\PRIMARY\\M\\SE";
    series.header.series_description = "t1_tse_sag";
    series.header.scanning_sequence = "SE";
    series.header.repetition_ms = 550;
    series.header.echo_ms = 9.4;
    series.header.orientation = kSagittal;
    series.header.spacing_mm = {0.6, 0.6};
    series.header.rows = series.header.columns = 448;
    series.plane = Plane::sagittal;
    series.images = series.images_of_plane = series.images_with_plane = 15;
    return series;
}

template <class Change>
SeriesVerdict verdict_after(const Change& change) {
    FoundSeries series = lumbar_t1();
    change(series);
    return judge_series(series);
}

template <class Change>
std::string reason_after(const Change& change) {
    const SeriesVerdict verdict = verdict_after(change);
    BOOST_TEST(!verdict.kind.has_value());
    return verdict.reason;
}

Weighting weighting(double repetition_ms, double echo_ms, double inversion_ms = 0,
                    const std::string& description = "", const std::string& sequence = "SE") {
    SeriesHeader header;
    if (repetition_ms > 0) header.repetition_ms = repetition_ms;
    if (echo_ms > 0) header.echo_ms = echo_ms;
    if (inversion_ms > 0) header.inversion_ms = inversion_ms;
    header.series_description = description;
    header.scanning_sequence = sequence;
    return weighting_of(header);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(series_rules)

BOOST_AUTO_TEST_CASE(a_sagittal_spin_echo_of_short_times_is_t1) {
    const SeriesVerdict verdict = judge_series(lumbar_t1());
    BOOST_TEST((verdict.kind == SeriesKind::sagittal_t1));
    BOOST_TEST(verdict.reason == "");
}

BOOST_AUTO_TEST_CASE(timing_tells_t1_t2_stir_and_what_is_neither) {
    BOOST_TEST((weighting(700, 12) == Weighting::t1));                             // spin echo
    BOOST_TEST((weighting(2200, 24, 860) == Weighting::t1));                       // T1 FLAIR
    BOOST_TEST((weighting(3500, 105) == Weighting::t2));                           // turbo spin echo
    BOOST_TEST((weighting(4200, 65, 150) == Weighting::stir));                     // at 1.5 T
    BOOST_TEST((weighting(4500, 40, 220) == Weighting::stir));                     // at 3 T, a short echo
    BOOST_TEST((weighting(9000, 90, 2500) == Weighting::other));                   // FLAIR
    BOOST_TEST((weighting(3000, 30) == Weighting::other));                         // proton density
    BOOST_TEST((weighting(600, 15, 0, "t2_me2d_sag", "GR") == Weighting::other));  // T2*
}

BOOST_AUTO_TEST_CASE(timing_goes_before_the_description) {
    BOOST_TEST((weighting(3500, 105, 0, "SAG T1") == Weighting::t2));
}

BOOST_AUTO_TEST_CASE(the_description_decides_where_there_is_no_timing) {
    BOOST_TEST((weighting(0, 0, 0, "Sagittal T2/STIR") == Weighting::stir));
    BOOST_TEST((weighting(0, 0, 0, "SAG T2 FSE") == Weighting::t2));
    BOOST_TEST((weighting(0, 0, 0, "t1_tirm_sag") == Weighting::stir));
    BOOST_TEST((weighting(0, 0, 0, "T1 and T2") == Weighting::unknown));
    BOOST_TEST((weighting(0, 0, 0, "sagittal") == Weighting::unknown));
}

BOOST_AUTO_TEST_CASE(what_is_no_lumbar_sagittal_magnitude_series_is_left_out_with_its_reason) {
    using S = FoundSeries;
    const auto says = [](const std::string& reason, const std::string& part) {
        BOOST_TEST_CONTEXT(reason) {
            BOOST_TEST(test::contains(reason, part));
        }
    };
    says(reason_after([](S& s) { s.header.modality = "CT"; }), "modality CT");
    says(reason_after([](S& s) { s.header.sop_class = "1.2.840.10008.5.1.4.1.1.7.2"; }), "secondary capture");
    says(reason_after([](S& s) { s.other_patient = "B"; }), "two patients");
    says(reason_after([](S& s) { s.header.image_type += "\\LOCALIZER"; }), "localizer");
    says(reason_after([](S& s) { s.header.series_description = "3-plane loc"; }), "localizer");
    says(reason_after([](S& s) { s.images_of_plane = 5; }), "several planes");
    says(reason_after([](S& s) { s.header.image_type = "DERIVED\\PRIMARY\\ADC\\NONE"; }), "derived: ADC");
    says(reason_after([](S& s) { s.header.image_type = "DERIVED\\SECONDARY\\MPR"; }), "reformatted");
    says(reason_after([](S& s) { s.header.contrast_agent = "Gadovist"; }), "post-contrast");
    says(reason_after([](S& s) { s.header.series_description = "SAG T1+C"; }), "post-contrast");
    says(reason_after([](S& s) { s.plane = Plane::axial; }), "axial");
    says(reason_after([](S& s) { s.header.body_part = "CSPINE"; }), "another region");
    says(reason_after([](S& s) { s.images = 2; }), "fewer than 3");
    says(reason_after([](S& s) { s.header.rows = 128; }), "77 mm");
}

BOOST_AUTO_TEST_CASE(a_region_that_reaches_the_lumbar_spine_stays) {
    BOOST_TEST((verdict_after([](FoundSeries& s) {
                    s.header.series_description = "t1 sag thor-lumb";
                }).kind == SeriesKind::sagittal_t1));
}

BOOST_AUTO_TEST_CASE(no_contrast_agent_may_be_said_in_words) {
    BOOST_TEST(verdict_after([](FoundSeries& s) { s.header.contrast_agent = "NONE"; }).kind.has_value());
}

BOOST_AUTO_TEST_CASE(a_plane_is_within_20_degrees_or_oblique) {
    const auto turned_by = [](double degrees) {
        const double angle = degrees * std::acos(-1.0) / 180;
        return plane_of(Orientation{{std::sin(angle), std::cos(angle), 0}, {0, 0, -1}});
    };
    BOOST_TEST((plane_of(kAxial) == Plane::axial));
    BOOST_TEST((turned_by(19) == Plane::sagittal));
    BOOST_TEST((turned_by(-19) == Plane::sagittal));
    BOOST_TEST((turned_by(21) == Plane::oblique));
    BOOST_TEST((plane_of({}) == Plane::unknown));
}

BOOST_AUTO_TEST_SUITE_END()
