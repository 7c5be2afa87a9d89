#include "train/batch_loader.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <thread>

#include "base/error.h"
#include "base/random.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

constexpr std::int64_t kBatches = 12;
constexpr int kBatch = 3;

// Batch n: samples 3n, 3n + 1, 3n + 2.
std::vector<SampleRequest> plan(std::int64_t number) {
    std::vector<SampleRequest> requests;
    for (int i = 0; i < kBatch; ++i) {
        const auto index = static_cast<std::size_t>(number * kBatch + i);
        requests.push_back({index, index * 7});
    }
    return requests;
}

Sample numbered(const SampleRequest& request) {
    return {torch::full({2}, static_cast<double>(request.index)), {}, torch::full({1}, 1.0), {}};
}

// As if some samples were a hundred times the work of others.
Sample numbered_slowly(const SampleRequest& request) {
    Random random(request.seed);
    std::this_thread::sleep_for(std::chrono::microseconds(random.chance(0.2) ? 4000 : 40));
    return numbered(request);
}

bool holds(const Sample& batch, std::int64_t number) {
    const auto expected = torch::arange(kBatch, torch::kFloat32) + static_cast<double>(number * kBatch);
    return torch::equal(batch.input, expected.unsqueeze(1).expand({kBatch, 2}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(batch_loader)

BOOST_AUTO_TEST_CASE(gives_batches_in_order_whatever_the_number_of_workers) {
    for (const int workers : {1, 2, 5}) {
        for (const auto& make : {numbered, numbered_slowly}) {
            BatchLoader loader(plan, make, 0, kBatches, workers);
            for (std::int64_t n = 0; n < kBatches; ++n) {
                BOOST_TEST(holds(loader.next(), n), "batch " << n << " of " << workers << " workers");
            }
            BOOST_TEST(contains(refusal_of([&] { loader.next(); }, ExitCode::internal), "no batch is left"));
        }
    }
}

BOOST_AUTO_TEST_CASE(begins_where_it_is_told_to) {
    BatchLoader loader(plan, numbered, 5, 7, 2);
    BOOST_TEST(holds(loader.next(), 5));
    BOOST_TEST(holds(loader.next(), 6));
    BOOST_TEST(contains(refusal_of([&] { loader.next(); }, ExitCode::internal), "no batch is left"));
}

BOOST_AUTO_TEST_CASE(has_nothing_to_give_where_nothing_is_planned) {
    BatchLoader loader(plan, numbered, 4, 4, 2);
    BOOST_TEST(contains(refusal_of([&] { loader.next(); }, ExitCode::internal), "no batch is left"));
}

// Not before, and not instead of, the batches ahead of it.
BOOST_AUTO_TEST_CASE(hands_on_a_failure_with_its_batch) {
    const auto make = [](const SampleRequest& request) {
        if (request.index == 2 * kBatch + 1) throw Error({"the sample is damaged", "sample 7"});
        return numbered_slowly(request);
    };
    for (const int workers : {1, 2, 5}) {
        BatchLoader loader(plan, make, 0, kBatches, workers);
        BOOST_TEST(holds(loader.next(), 0));
        BOOST_TEST(holds(loader.next(), 1));
        BOOST_TEST(contains(refusal_of([&] { loader.next(); }, ExitCode::data), "the sample is damaged"));
        BOOST_TEST(holds(loader.next(), 3));
    }
}

BOOST_AUTO_TEST_CASE(works_a_little_ahead_and_no_further) {
    std::atomic<int> made = 0;
    const auto make = [&](const SampleRequest& request) {
        ++made;
        return numbered(request);
    };
    BatchLoader loader(plan, make, 0, 1000, 2);
    loader.next();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    BOOST_TEST(made <= 4 * kBatch);
}

// Of workers that wait, and of workers in the middle of a sample.
BOOST_AUTO_TEST_CASE(may_end_with_work_under_way) {
    for (int round = 0; round < 20; ++round) {
        BatchLoader idle(plan, numbered, 0, 1000, 5), busy(plan, numbered_slowly, 0, 1000, 5);
        if (round % 2) busy.next();
    }
}

BOOST_AUTO_TEST_SUITE_END()
