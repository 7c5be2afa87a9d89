#include "infer/tune.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>
#include <tuple>

#include "config/plain_convs.h"
#include "infer/select_nets.h"
#include "models/untrained.h"
#include "support/files.h"
#include "support/tiny_manifest.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(tuning_of_nets)

BOOST_AUTO_TEST_CASE(measures_every_candidate_and_takes_the_fastest_for_each_kind) {
    const TemporaryFolder folder;
    write_untrained_nets(folder.path(), solution_recipes(), 5);
    write_text(folder / "manifest.json", kTinyManifest);
    const auto nets =
        select_nets({folder.path(), {"stage2_s2_sp1"}, {}, true}, read_ensemble_plan(folder.path()));
    const TuningReport report = tune(nets, 2);

    BOOST_REQUIRE(!report.convs.empty());
    std::set<std::tuple<ConvKind, int>> shapes;
    for (const TunedConv& conv : report.convs) {
        shapes.insert({conv.kind, conv.side_px});
        BOOST_TEST(conv.seconds > 0);
        BOOST_TEST(conv.gmac_per_s > 0);
        BOOST_TEST(conv.uses >= 1);
    }
    std::size_t measured = 0;
    std::set<ConvKind> kinds;
    for (const auto& [kind, side_px] : shapes) {
        measured += conv_candidates(kind).size();
        kinds.insert(kind);
    }
    BOOST_TEST(report.convs.size() == measured);

    BOOST_TEST(report.tuning.convs.own().size() == kinds.size());
    for (const auto& chosen : report.tuning.convs.own()) {
        const auto& kind = chosen.first;
        const auto seconds_of = [&](const ConvChoice& wanted) {
            double seconds = 0;
            for (const TunedConv& conv : report.convs) {
                if (conv.kind == kind && conv.choice == wanted) seconds += conv.seconds * conv.uses;
            }
            return seconds;
        };
        for (const ConvChoice& other : conv_candidates(kind))
            BOOST_TEST(seconds_of(chosen.second) <= seconds_of(other));
    }
    BOOST_REQUIRE(report.tuning.precision.has_value());
    const auto fastest = std::min_element(
        report.precisions.begin(), report.precisions.end(),
        [](const TunedPrecision& a, const TunedPrecision& b) { return a.seconds < b.seconds; });
    BOOST_TEST((report.tuning.precision == fastest->precision));
}

BOOST_AUTO_TEST_SUITE_END()
