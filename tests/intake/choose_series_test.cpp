#include "intake/choose_series.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "support/refusal.h"

using namespace lumbar;

namespace {

FoundSeries t2_series(const std::string& uid, double echo_ms = 100, double inversion_ms = 0) {
    FoundSeries series;
    series.header.modality = "MR";
    series.header.series_uid = uid;
    series.header.repetition_ms = 3500;
    series.header.echo_ms = echo_ms;
    if (inversion_ms > 0) series.header.inversion_ms = inversion_ms;
    series.header.spacing_mm = {0.6, 0.6};
    series.header.rows = series.header.columns = 448;
    series.plane = Plane::sagittal;
    series.images = series.images_of_plane = series.images_with_plane = 15;
    series.files = {uid + ".dcm"};
    return series;
}

// The UID that is taken of two, and why the other one is not.
std::pair<std::string, std::string> choice(const FoundSeries& a, const FoundSeries& b,
                                           const SeriesOverrides& overrides = {}) {
    const auto chosen = choose_series({{"patient", "study", {a, b}}}, overrides).front();
    std::pair<std::string, std::string> result;
    for (const ChosenSeries& series : chosen.series) {
        if (series.taken_as) {
            BOOST_TEST(result.first == "");
            result.first = series.series.header.series_uid;
        } else {
            result.second = series.reason;
        }
    }
    return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(choosing_series)

BOOST_AUTO_TEST_CASE(one_series_of_a_kind_is_taken_by_stated_rules_in_either_order) {
    const FoundSeries plain = t2_series("2");
    const auto prefers_the_plain_one = [&](const FoundSeries& other, const std::string& reason) {
        for (const auto& [uid, why] : {choice(plain, other), choice(other, plain)}) {
            BOOST_TEST(uid == "2");
            BOOST_TEST(test::contains(why, reason));
        }
    };
    prefers_the_plain_one(t2_series("1", 60, 150), "T2 goes before STIR");
    FoundSeries other = t2_series("1");
    other.header.rows = 300;
    prefers_the_plain_one(other, "200 mm");
    other = t2_series("1");
    other.images = 11;
    prefers_the_plain_one(other, "more images");
    other = t2_series("1");
    other.header.spacing_mm = {0.9, 0.9};
    other.header.rows = 300;
    prefers_the_plain_one(other, "finer pixels");
    prefers_the_plain_one(t2_series("3"), "UID comes first");
    FoundSeries newer = plain;
    newer.header.series_time = "120000";
    other = t2_series("1");
    other.header.series_time = "110000";
    BOOST_TEST(choice(newer, other).first == "2");
}

BOOST_AUTO_TEST_CASE(the_users_word_goes_before_the_rules) {
    const auto [uid, reason] = choice(t2_series("1"), t2_series("2"), {{"2", SeriesKind::sagittal_t2}});
    BOOST_TEST(uid == "2");
    BOOST_TEST(test::contains(reason, "--series"));
    const auto refused = test::refusal_of(
        [] {
            choose_series({{"p", "s", {t2_series("1")}}}, {{"9", SeriesKind::sagittal_t1}});
        },
        ExitCode::usage);
    BOOST_TEST(test::contains(refused, "9"));
}

BOOST_AUTO_TEST_CASE(an_entry_lists_the_files_of_the_series_that_are_taken) {
    const auto chosen = choose_series({{"patient", "study", {t2_series("1"), t2_series("2")}}}, {}).front();
    const StudyEntry entry = chosen.entry();
    BOOST_TEST(entry.id == "study");
    BOOST_REQUIRE(entry.series.size() == 1U);
    BOOST_TEST(entry.series.front().id == "1");
    BOOST_TEST((entry.series.front().files == std::vector<std::filesystem::path>{"1.dcm"}));
}

BOOST_AUTO_TEST_SUITE_END()
