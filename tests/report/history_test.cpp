#include "report/history.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "files/csv.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

History sample() {
    History history;
    history.add(1, 0.5, "loss/train", 2.5);
    history.add(1, 0.5, "lr", 1e-4);
    history.add(2, 1, "loss/train", kNan);
    history.add(3, 1.5, "loss/train", 0.1);
    history.add(3, 1.5, "a,b", -kInfinity);
    return history;
}

std::string csv_of(const History& history) {
    const TemporaryFolder folder;
    history.write_metrics_csv(folder / "metrics.csv");
    return read_text_file(folder / "metrics.csv");
}

std::string refusal(const std::string& json) {
    return refusal_of([&] { History::from_json(Json::parse(json), "c.json"); }, ExitCode::data);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(history)

BOOST_AUTO_TEST_CASE(the_csv_has_a_row_a_step_and_a_column_a_name) {
    BOOST_TEST(csv_of(sample()) ==
               "step,epoch,loss/train,lr,\"a,b\"\n"
               "1,0.5,2.5,1e-04,\n"
               "2,1,nan,,\n"
               "3,1.5,0.1,,-inf\n");
    BOOST_TEST(csv_of(History()) == "step,epoch\n");
}

BOOST_AUTO_TEST_CASE(late_numbers_find_their_step_and_second_ones_replace_the_first) {
    History history;
    history.add(5, 1, "x", 50);
    history.add(2, 1, "x", 20);
    history.add(5, 2, "x", 51);
    BOOST_TEST(csv_of(history) == "step,epoch,x\n2,1,20\n5,2,51\n");
}

BOOST_AUTO_TEST_CASE(json_text_and_back_keeps_every_bit_and_the_order_of_names) {
    History history = sample();
    history.add(4, 0.1 + 0.2, "lr", 1.0 / 3);
    const History back = History::from_json(Json::parse(history.to_json().dump()), "c.json");
    BOOST_TEST(csv_of(back) == csv_of(history));
    BOOST_TEST(back.epochs().at(4) == 0.1 + 0.2);
    BOOST_TEST(back.series()[1].points.back().value == 1.0 / 3);
    BOOST_TEST(History::from_json(History().to_json(), "c.json").empty());
}

BOOST_AUTO_TEST_CASE(refuses_json_that_is_no_history) {
    BOOST_TEST(contains(refusal("[]"), "c.json: not a history"));
    BOOST_TEST(contains(refusal(R"({"epochs": []})"), "not a history"));
    BOOST_TEST(contains(refusal(R"({"epochs": [[1, 1]], "series": {"x": [[1, null]]}})"), "found null"));
    BOOST_TEST(contains(refusal(R"({"epochs": [[1, 1]], "series": {"x": [[1, "1"]]}})"), "not a number"));
    BOOST_TEST(contains(refusal(R"({"epochs": [[1, 1]], "series": {"x": [[1.5, 1]]}})"), "[step, number]"));
    BOOST_TEST(contains(refusal(R"({"epochs": [[1, 1]], "series": {"x": [1]}})"), "[step, number]"));
    BOOST_TEST(contains(refusal(R"({"epochs": [[1, 1]], "series": {"x": [[2, 1]]}})"), "x has no epoch"));
}

BOOST_AUTO_TEST_CASE(a_refusal_quotes_the_beginning_of_what_it_found) {
    const std::string wide = "[0" + std::string(200000, ' ') + [] {
        std::string text;
        for (int i = 0; i < 100000; ++i) text += ",0";
        return text;
    }() + "]";
    for (const std::string& json : {wide, R"({"epochs":[)" + wide + R"(],"series":{}})",
                                    R"({"epochs":[[1,)" + wide + R"(]],"series":{}})"}) {
        const std::string reason = refusal(json);
        BOOST_TEST(contains(reason, "0,0,0"));
        BOOST_TEST(reason.size() < 200U);
    }
}

BOOST_AUTO_TEST_SUITE_END()
