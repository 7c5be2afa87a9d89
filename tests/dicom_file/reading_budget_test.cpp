#include "dicom_file/reading_budget.h"

#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(reading_budget)

BOOST_AUTO_TEST_CASE(threads_never_hold_more_than_the_whole) {
    ReadingBudget budget(10);
    std::atomic<int> held = 0, most = 0;
    const auto work = [&](int bytes) {
        for (int i = 0; i < 200; ++i) {
            const auto share = budget.take(static_cast<std::size_t>(bytes));
            const int now = held += bytes;
            for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
            }
            std::this_thread::yield();
            held -= bytes;
        }
    };
    {
        std::vector<std::jthread> threads;
        for (const int bytes : {1, 4, 4, 6, 10}) threads.emplace_back(work, bytes);
    }
    BOOST_TEST(most <= 10);
    BOOST_TEST(held == 0);
}

BOOST_AUTO_TEST_CASE(more_than_the_whole_is_given_to_one_alone) {
    ReadingBudget budget(10);
    auto share = budget.take(25);
    auto other = std::async(std::launch::async, [&] { budget.take(1); });
    BOOST_TEST((other.wait_for(std::chrono::milliseconds(20)) == std::future_status::timeout));
    share.reset();
    other.get();
    BOOST_TEST((budget.take(25) != nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
