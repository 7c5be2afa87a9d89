#include "train/sample_order.h"

#include <boost/test/unit_test.hpp>
#include <map>
#include <set>
#include <utility>

using namespace lumbar;

namespace {

std::vector<std::size_t> indices_of(const std::vector<SampleRequest>& requests) {
    std::vector<std::size_t> indices;
    for (const SampleRequest& request : requests) indices.push_back(request.index);
    return indices;
}

std::vector<std::size_t> epoch_of(const SampleOrder& order, std::int64_t epoch) {
    std::vector<std::size_t> indices;
    const std::int64_t steps = order.steps_per_epoch() * order.accumulate;
    for (std::int64_t part = epoch * steps; part < (epoch + 1) * steps; ++part) {
        const auto more = indices_of(order.part(part));
        indices.insert(indices.end(), more.begin(), more.end());
    }
    return indices;
}

std::set<std::size_t> set_of(const std::vector<std::size_t>& indices) {
    return {indices.begin(), indices.end()};
}

using Pairs = std::vector<std::pair<std::size_t, std::uint64_t>>;

Pairs pairs_of(const std::vector<SampleRequest>& requests) {
    Pairs pairs;
    for (const SampleRequest& request : requests) pairs.emplace_back(request.index, request.seed);
    return pairs;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sample_order)

BOOST_AUTO_TEST_CASE(is_a_new_permutation_every_epoch) {
    const SampleOrder order{.samples = 12, .batch = 4, .seed = 3};
    BOOST_TEST(order.steps_per_epoch() == 3);
    std::set<std::vector<std::size_t>> orders;
    for (int epoch = 0; epoch < 6; ++epoch) {
        const auto indices = epoch_of(order, epoch);
        BOOST_TEST(indices.size() == 12);
        BOOST_TEST(set_of(indices).size() == 12);
        BOOST_TEST(*set_of(indices).rbegin() == 11);
        orders.insert(indices);
    }
    BOOST_TEST(orders.size() == 6);
}

BOOST_AUTO_TEST_CASE(leaves_out_the_remainder_of_an_epoch_never_the_same_samples) {
    const SampleOrder order{.samples = 10, .batch = 4, .seed = 3};
    BOOST_TEST(order.steps_per_epoch() == 2);
    std::set<std::size_t> seen;
    for (int epoch = 0; epoch < 20; ++epoch) {
        const auto indices = epoch_of(order, epoch);
        BOOST_TEST(indices.size() == 8);
        BOOST_TEST(set_of(indices).size() == 8);
        seen.insert(indices.begin(), indices.end());
    }
    BOOST_TEST(seen.size() == 10);
}

BOOST_AUTO_TEST_CASE(takes_all_samples_as_the_batch_where_there_are_fewer) {
    const SampleOrder order{.samples = 3, .batch = 32, .seed = 1};
    BOOST_TEST(order.batch_size() == 3);
    BOOST_TEST(order.steps_per_epoch() == 1);
    BOOST_TEST(set_of(indices_of(order.part(5))).size() == 3);
}

BOOST_AUTO_TEST_CASE(draws_another_seed_for_each_sample_of_each_epoch) {
    const SampleOrder order{.samples = 6, .batch = 3, .seed = 9};
    std::set<std::uint64_t> seeds;
    for (int part = 0; part < 20; ++part) {
        for (const SampleRequest& request : order.part(part)) seeds.insert(request.seed);
    }
    BOOST_TEST(seeds.size() == 60);
}

BOOST_AUTO_TEST_CASE(follows_from_the_seed) {
    const SampleOrder order{.samples = 20, .batch = 5, .seed = 4};
    SampleOrder other = order;
    other.seed = 5;
    bool differs = false;
    for (int part = 0; part < 12; ++part) {
        BOOST_TEST((pairs_of(order.part(part)) == pairs_of(order.part(part))));
        differs = differs || pairs_of(order.part(part)) != pairs_of(other.part(part));
    }
    BOOST_TEST(differs);
}

// What one process alone would see: the same samples, with the same seeds.
BOOST_AUTO_TEST_CASE(is_shared_out_among_replicas) {
    const SampleOrder alone{.samples = 13, .batch = 6, .seed = 2};
    for (const int count : {2, 3}) {
        for (int step = 0; step < 4; ++step) {
            std::map<std::size_t, std::uint64_t> whole, shared;
            for (const SampleRequest& request : alone.part(step)) whole[request.index] = request.seed;
            std::size_t taken = 0;
            for (int rank = 0; rank < count; ++rank) {
                SampleOrder replica = alone;
                replica.rank = rank;
                replica.count = count;
                BOOST_TEST(replica.steps_per_epoch() == alone.steps_per_epoch());
                const auto part = replica.part(step);
                taken += part.size();
                BOOST_TEST(part.size() == static_cast<std::size_t>(6 / count));
                for (const SampleRequest& request : part) shared[request.index] = request.seed;
            }
            BOOST_TEST(taken == 6);
            BOOST_TEST((shared == whole));
        }
    }
}

BOOST_AUTO_TEST_CASE(is_computed_in_parts_that_make_up_the_batch) {
    const SampleOrder whole{.samples = 15, .batch = 7, .seed = 6};
    for (const int accumulate : {2, 3, 7}) {
        SampleOrder parted = whole;
        parted.accumulate = accumulate;
        for (int step = 0; step < 5; ++step) {
            Pairs joined;
            for (int i = 0; i < accumulate; ++i) {
                const Pairs part = pairs_of(parted.part(step * accumulate + i));
                BOOST_TEST(!part.empty());
                joined.insert(joined.end(), part.begin(), part.end());
            }
            BOOST_TEST((joined == pairs_of(whole.part(step))));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
