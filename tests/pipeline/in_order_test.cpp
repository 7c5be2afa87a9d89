#include "pipeline/in_order.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <numeric>
#include <string>
#include <thread>
#include <vector>

namespace lumbar {
namespace {

struct Taken {
    std::vector<std::size_t> numbers;
    InOrder<std::string> order{[this](std::size_t number, const std::string& result) {
        BOOST_TEST(result == std::to_string(number));
        numbers.push_back(number);
    }};
    void add(std::size_t number) { order.add(number, std::to_string(number)); }
};

std::vector<std::size_t> first_numbers(std::size_t count) {
    std::vector<std::size_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    return numbers;
}

BOOST_AUTO_TEST_SUITE(in_order)

BOOST_AUTO_TEST_CASE(results_come_by_their_numbers_whoever_is_ready_first) {
    auto ready = first_numbers(5);
    do {
        Taken taken;
        for (const std::size_t number : ready) taken.add(number);
        BOOST_REQUIRE((taken.numbers == first_numbers(5)));
    } while (std::next_permutation(ready.begin(), ready.end()));
}

BOOST_AUTO_TEST_CASE(a_result_waits_for_those_before_it_and_for_no_other) {
    Taken taken;
    taken.add(1);
    BOOST_TEST(taken.numbers.empty());
    taken.add(0);
    BOOST_TEST((taken.numbers == first_numbers(2)));
    taken.add(3);
    BOOST_TEST((taken.numbers == first_numbers(2)));
}

BOOST_AUTO_TEST_CASE(what_still_waits_is_handed_over_when_the_others_will_not_come) {
    Taken taken;
    for (const std::size_t number : {3U, 0U, 2U}) taken.add(number);
    taken.order.hand_over_rest();
    BOOST_TEST((taken.numbers == std::vector<std::size_t>{0, 2, 3}));
}

BOOST_AUTO_TEST_CASE(threads_may_add_at_once) {
    Taken taken;
    std::vector<std::thread> threads;
    for (std::size_t first = 0; first < 4; ++first) {
        threads.emplace_back([&taken, first] {
            for (std::size_t number = first; number < 400; number += 4) taken.add(number);
        });
    }
    for (std::thread& thread : threads) thread.join();
    BOOST_TEST((taken.numbers == first_numbers(400)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
