#include "gpu_nets/scratch.h"

#include <boost/test/unit_test.hpp>
#include <map>
#include <random>

BOOST_AUTO_TEST_SUITE(scratch)

using lumbar::gpu::Address;
using lumbar::gpu::Scratch;

BOOST_AUTO_TEST_CASE(parts_in_use_never_overlap_and_end_before_the_peak) {
    constexpr Address kBase = 0x10000;
    Scratch scratch(kBase);
    std::mt19937 random(1);
    std::map<Address, std::size_t> used;
    for (int i = 0; i < 2000; ++i) {
        if (!used.empty() && random() % 2) {
            const auto part = std::next(used.begin(), static_cast<int>(random() % used.size()));
            scratch.give_back(part->first);
            used.erase(part);
            continue;
        }
        const std::size_t bytes = random() % 5000;
        const Address part = scratch.take(bytes);
        BOOST_TEST_REQUIRE(part % 256 == 0);
        const auto next = used.lower_bound(part);
        BOOST_TEST_REQUIRE((next == used.end() || part + bytes <= next->first));
        if (next != used.begin()) {
            const auto before = std::prev(next);
            BOOST_TEST_REQUIRE(before->first + before->second <= part);
        }
        BOOST_TEST_REQUIRE(part - kBase + bytes <= scratch.peak_bytes());
        used.emplace(part, bytes);
    }
}

BOOST_AUTO_TEST_CASE(a_part_that_was_given_back_is_used_again) {
    Scratch scratch(0);
    const Address first = scratch.take(1000);
    scratch.take(10);
    scratch.give_back(first);
    BOOST_TEST(scratch.take(900) == first);
    BOOST_TEST(scratch.peak_bytes() == 1280u);
}

BOOST_AUTO_TEST_SUITE_END()
