// Runs a kernel in every order: without faults, and with the same bits.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "fibers.h"
#include "guarded.h"

namespace lumbar::fibers {

template <class Value>
void run_in_every_order(const gpu::Launch& launch, const void* args, Guarded<Value>& output) {
    const Guarded<Value> untouched = output;
    std::vector<Value> first;
    for (const Order order : {Order::forward, Order::backward, Order::shuffled}) {
        std::memcpy(output.data(), untouched.all().data(),
                    untouched.all().size() * sizeof(Value));  // the same address
        const Findings findings = run(launch, args, {80, order});
        BOOST_TEST_CONTEXT(launch.name) {
            BOOST_TEST(findings.faults == std::vector<std::string>{}, boost::test_tools::per_element());
            BOOST_TEST(output.gaps_untouched());
            if (order == Order::forward) first = output.all();
            BOOST_TEST(std::memcmp(first.data(), output.all().data(), first.size() * sizeof(Value)) == 0);
        }
    }
}

// The result is rounded to Value; `before` is the error of what it is computed from.
template <class Value>
bool near(float value, double right, double before) {
    return std::fabs(value - right) <= before + (rounding<Value>() + 0x1p-24) * std::fabs(right) + 0x1p-25;
}

}  // namespace lumbar::fibers
