// The tests of convolutions notice what they are there for: each fault is planted in the kernels' own source.
#include <boost/test/unit_test.hpp>
#include <string>

#include "conv_problem.h"
#include "fibers.h"

namespace lumbar::fibers {
namespace {

using gpu::Half;

const ConvShape kShape = {
    .name = "", .images = 2, .height = 5, .width = 7, .in = 72, .out = 72, .size = 3, .padding = 1};

struct Outcome {
    Findings findings;
    double error;
    bool wrong() const { return !(error <= 1); }
    bool reports(const std::string& fault) const {
        for (const std::string& found : findings.faults)
            if (found.find(fault) != std::string::npos) return true;
        return false;
    }
};

template <class Value>
Outcome run_with(const std::string& fault, Order order) {
    ConvProblem<Value> problem(kShape);
    const auto args = problem.args();
    gpu::Launch launch =
        gpu::conv_launch_with(sizeof(Value) == 4 ? gpu::kConvF32Tiles[0] : gpu::kConvF16Tiles[2], args, 1);
    launch.name += fault;
    const Findings findings = run(launch, &args, {80, order});
    return {findings, problem.error()};
}

BOOST_AUTO_TEST_CASE(without_a_planted_fault_nothing_is_noticed) {
    BOOST_TEST(run_with<float>("", Order::forward).findings.faults.empty());
    BOOST_TEST(!run_with<float>("", Order::forward).wrong());
    BOOST_TEST(run_with<Half>("", Order::forward).findings.faults.empty());
    BOOST_TEST(!run_with<Half>("", Order::forward).wrong());
}
BOOST_AUTO_TEST_CASE(missing_barriers_are_races_in_every_order) {
    for (const Order order : {Order::forward, Order::backward, Order::shuffled}) {
        BOOST_TEST(run_with<float>(" without barriers", order).reports("race"));
        BOOST_TEST(run_with<Half>(" without barriers", order).reports("race"));
    }
}
BOOST_AUTO_TEST_CASE(missing_waits_are_noticed_where_copies_are_late) {
    const Outcome outcome = run_with<Half>(" without waits", Order::forward);
    BOOST_TEST(outcome.reports("nobody wrote"));
    BOOST_TEST(outcome.reports("before its copies have arrived"));
    BOOST_TEST(outcome.wrong());
}
BOOST_AUTO_TEST_CASE(words_that_are_not_spread_over_the_banks_are_counted) {
    BOOST_TEST(run_with<Half>(" with bank conflicts", Order::forward).findings.bank_conflicts > 0);
}
#if !defined(__SANITIZE_ADDRESS__)  // it would end the program, as it should
BOOST_AUTO_TEST_CASE(a_wrong_tail_is_seen_behind_the_output) {
    BOOST_TEST(run_with<float>(" with a wrong tail", Order::forward).wrong());
    BOOST_TEST(run_with<Half>(" with a wrong tail", Order::forward).wrong());
}
#endif

}  // namespace
}  // namespace lumbar::fibers
