#include "report/curves.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <limits>
#include <regex>
#include <vector>

#include "base/error.h"
#include "files/text_file.h"
#include "report/svg.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::string drawn(const History& history) {
    const TemporaryFolder folder;
    write_curves(folder / "curves.svg", history);
    return read_text_file(folder / "curves.svg");
}

std::size_t count_of(const std::string& text, const std::string& pattern) {
    const std::regex expression(pattern);
    return static_cast<std::size_t>(
        std::distance(std::sregex_iterator(text.begin(), text.end(), expression), std::sregex_iterator()));
}

// Every tag that opens closes, in order.
bool is_balanced(const std::string& svg) {
    std::vector<std::string> open;
    const std::regex tag("<(/?)([a-z]+)[^<>]*?(/?)>");
    for (auto it = std::sregex_iterator(svg.begin(), svg.end(), tag); it != std::sregex_iterator(); ++it) {
        if ((*it)[1].length() > 0) {
            if (open.empty() || open.back() != (*it)[2]) return false;
            open.pop_back();
        } else if ((*it)[3].length() == 0) {
            open.push_back((*it)[2]);
        }
    }
    return open.empty();
}

History two_groups() {
    History history;
    for (int step = 0; step <= 100; ++step) {
        history.add(step, step / 10.0, "loss/train", 2.0 - step * 0.01);
        history.add(step, step / 10.0, "lr", 1e-4);
        if (step % 50 == 0) history.add(step, step / 10.0, "loss/validation", 1);
    }
    return history;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(curves)

BOOST_AUTO_TEST_CASE(each_group_has_a_panel_and_each_name_a_line) {
    const std::string svg = drawn(two_groups());
    BOOST_TEST(is_balanced(svg));
    BOOST_TEST(count_of(svg, "class=\"card\"") == 2U);
    BOOST_TEST(count_of(svg, "<polyline") == 3U);
    BOOST_TEST(count_of(svg, "class=\"title\"[^>]*>loss<") == 1U);
    BOOST_TEST(count_of(svg, ">validation <tspan class=\"strong\">1<") == 1U);
    BOOST_TEST(contains(svg, "step 100 · epoch 10"));
    BOOST_TEST(contains(svg, "prefers-color-scheme:dark"));
    BOOST_TEST(!contains(svg, "<script"));
}

BOOST_AUTO_TEST_CASE(the_line_runs_from_the_first_to_the_last_value) {
    History history;
    history.add(0, 0, "x", 0);
    history.add(10, 1, "x", 100);
    const std::string svg = drawn(history);
    std::smatch match;
    BOOST_REQUIRE(std::regex_search(
        svg, match, std::regex("<polyline points=\"([0-9.]+),([0-9.]+) ([0-9.]+),([0-9.]+)\"")));
    const auto number = [&](int i) { return std::stod(match[static_cast<std::size_t>(i)]); };
    // A single panel: x from 24 + 18 + 40 px to 1000 - 24 - 18 px, 190 px high with 6 % of room above.
    BOOST_TEST(number(1) == 82.0);
    BOOST_TEST(number(3) == 958.0);
    BOOST_TEST(std::abs(number(2) - number(4) - 190 / 1.06) < 0.11);
}

BOOST_AUTO_TEST_CASE(gaps_part_lines_and_single_points_are_dots) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    History history;
    const std::vector<double> values = {1, 2, nan, 3, nan, 4, 5};
    for (std::size_t i = 0; i < values.size(); ++i) history.add(static_cast<int>(i), 0, "x", values[i]);
    const std::string svg = drawn(history);
    BOOST_TEST(count_of(svg, "<polyline") == 2U);
    BOOST_TEST(count_of(svg, "<circle") == 5U);
    // What a number that is not finite would look like in a coordinate.
    BOOST_TEST(count_of(svg, "[\" ,]-?(nan|inf)") == 0U);
}

BOOST_AUTO_TEST_CASE(long_histories_make_small_files) {
    History history;
    for (int step = 0; step < 20000; ++step) history.add(step, 0, "loss", step % 7);
    const std::string svg = drawn(history);
    BOOST_TEST(svg.size() < 12000U);
    BOOST_TEST(count_of(svg, "<circle") == 0U);
}

BOOST_AUTO_TEST_CASE(a_few_spikes_make_the_axis_logarithmic) {
    History history;
    for (int step = 0; step < 50; ++step) history.add(step, 0, "gradient norm", step == 30 ? 500 : 2);
    BOOST_TEST(contains(drawn(history), ">logarithmic<"));
    history.add(31, 0, "gradient norm", 0);
    BOOST_TEST(!contains(drawn(history), ">logarithmic<"));
}

BOOST_AUTO_TEST_CASE(names_cannot_break_the_picture) {
    History history;
    history.add(1, 1, "a<b>/\"c\" & \x01 d", 1);
    history.add(2, 1, "long/" + std::string(500, 'w'), 1);
    for (int i = 0; i < 30; ++i) history.add(2, 1, "many/" + std::to_string(i), i);
    const std::string svg = drawn(history);
    BOOST_TEST(is_balanced(svg));
    BOOST_TEST(contains(svg, "a&lt;b&gt;"));
    BOOST_TEST(contains(svg, "&quot;c&quot; &amp;   d"));
    BOOST_TEST(count_of(svg, "again") > 20U);  // more curves than colours
}

BOOST_AUTO_TEST_CASE(nothing_and_nothing_finite_are_drawn_too) {
    BOOST_TEST(contains(drawn(History()), "nothing recorded yet"));
    History history;
    history.add(5, 1, "loss", std::numeric_limits<double>::infinity());
    const std::string svg = drawn(history);
    BOOST_TEST(is_balanced(svg));
    BOOST_TEST(contains(svg, "no finite value"));
}

BOOST_AUTO_TEST_CASE(an_unwritable_place_is_an_output_error) {
    BOOST_TEST(contains(refusal_of([] { write_curves("/absent/c.svg", History()); }, ExitCode::output),
                        "/absent/c.svg"));
}

BOOST_AUTO_TEST_SUITE_END()
