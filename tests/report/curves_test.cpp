#include "report/curves.h"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <vector>

#include "base/error.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

Json data_of(const History& history) {
    return curves_json(history, {}, {});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(curves)

BOOST_AUTO_TEST_CASE(say_which_net_it_is_where_it_stands_and_what_is_best) {
    History history;
    history.add(40, 2.5, "validation/score", 0.75);
    const CurvesRun run{
        "lumbar 1.2.3", "cfg_a_fold1_seed7", "a", 1, ~0ULL, 160, 10, {{"validation/score", 0.9}}};
    const Json data = curves_json(history, run, {false, 48, 3, 40, "score", 0.75});
    BOOST_TEST(data.at("kind") == "training");
    BOOST_TEST(data.at("name") == "cfg_a_fold1_seed7");
    BOOST_TEST(data.at("seed") == "18446744073709551615");
    BOOST_TEST((data.at("running") == false));
    BOOST_TEST((data.at("step") == 48));
    BOOST_TEST((data.at("steps") == 160));
    BOOST_TEST((data.at("epoch") == 2.5));
    BOOST_TEST((data.at("skipped_steps") == 3));
    BOOST_TEST((data.at("best") == Json{{"step", 40}, {"metric", "score"}, {"value", 0.75}}));
    BOOST_TEST((data.at("prior").at("validation/score") == 0.9));
}

BOOST_AUTO_TEST_CASE(hold_each_series_with_its_last_value) {
    History history;
    history.add(1, 0, "loss/step", 2);
    history.add(2, 1, "lr", 1e-4);
    history.add(3, 1, "loss/step", 1);
    const Json series = data_of(history).at("series");
    BOOST_REQUIRE(series.size() == 2U);
    BOOST_TEST((series[0] == Json{{"name", "loss/step"}, {"points", {{1, 2.0}, {3, 1.0}}}, {"last", 1.0}}));
    BOOST_TEST(series[1].at("name") == "lr");
}

BOOST_AUTO_TEST_CASE(have_gaps_where_values_are_not_finite) {
    History history;
    const std::vector<double> values = {kNan, 1, 2, kNan, 3, std::numeric_limits<double>::infinity(), kNan};
    for (std::size_t i = 0; i < values.size(); ++i) history.add(static_cast<int>(i), 0, "x", values[i]);
    const Json series = data_of(history).at("series")[0];
    BOOST_TEST((series.at("points") == Json::parse("[[1,1.0],[2,2.0],null,[4,3.0]]")));
    BOOST_TEST(series.at("last") == "nan");
}

BOOST_AUTO_TEST_CASE(of_long_runs_are_short) {
    History history;
    for (int step = 0; step < 20000; ++step) history.add(step, 0, "loss", step % 7);
    BOOST_TEST(data_of(history).at("series")[0].at("points").size() <= 500U);
}

BOOST_AUTO_TEST_CASE(are_written_as_a_page_before_there_is_a_number_and_after) {
    const TemporaryFolder folder;
    CurvesRun run;
    run.name = "cfg_<b>";
    write_curves(folder / "curves.html", History(), run, {});
    BOOST_TEST(contains(read_text_file(folder / "curves.html"), "<title>cfg_&#60;b&#62; (running)</title>"));
    History history;
    history.add(5, 1, "loss", kNan);
    CurvesState ended;
    ended.running = false;
    write_curves(folder / "curves.html", history, run, ended);
    const std::string html = read_text_file(folder / "curves.html");
    BOOST_TEST(contains(html, "<title>cfg_&#60;b&#62;</title>"));
    BOOST_TEST(contains(html, R"("running":false)"));
    BOOST_TEST(contains(html, R"("written":"20)"));
}

BOOST_AUTO_TEST_CASE(in_an_unwritable_place_are_an_output_error) {
    BOOST_TEST(
        contains(refusal_of([] { write_curves("/absent/c.html", History(), {}, {}); }, ExitCode::output),
                 "/absent/c.html"));
}

BOOST_AUTO_TEST_SUITE_END()
