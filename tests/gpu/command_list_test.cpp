#include "gpu/command_list.h"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <span>
#include <stdexcept>
#include <vector>

using namespace lumbar::gpu;

BOOST_AUTO_TEST_SUITE(command_list)

BOOST_AUTO_TEST_CASE(places_downloads_at_multiples_of_16_bytes) {
    CommandList list;
    BOOST_TEST(list.download(1, 5) == 0);
    BOOST_TEST(list.download(1, 20) == 16);
    BOOST_TEST(list.download(1, 1) == 48);
    BOOST_TEST(list.size() == 3);
}

BOOST_AUTO_TEST_CASE(refuses_more_arguments_than_a_kernel_can_have) {
    CommandList list;
    list.launch(1, {}, {}, std::array<char, 4096>{});
    BOOST_CHECK_THROW((list.launch(1, {}, {}, std::array<char, 4097>{})), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(shows_its_launches_in_their_order_and_nothing_else) {
    CommandList list;
    list.upload(1, std::span<const int>(std::array{1, 2}));
    list.launch(7, {2, 3, 4}, {32}, 5);
    list.clear(1, 8);
    list.launch(8, {1}, {64, 2}, 6);
    list.download(1, 8);

    std::vector<std::array<unsigned, 5>> seen;  // kernel, grid x and z, block x, the argument
    list.for_each_launch([&](Address kernel, Grid grid, Grid block, std::span<const std::byte> args) {
        unsigned argument = 0;
        BOOST_REQUIRE(args.size() == sizeof argument);
        std::memcpy(&argument, args.data(), sizeof argument);
        seen.push_back({static_cast<unsigned>(kernel), grid.x, grid.z, block.x, argument});
    });
    const std::vector<std::array<unsigned, 5>> expected{{7, 2, 4, 32, 5}, {8, 1, 1, 64, 6}};
    BOOST_CHECK(seen == expected);
}

BOOST_AUTO_TEST_SUITE_END()
