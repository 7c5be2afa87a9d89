#include "gpu/command_list.h"

#include <array>
#include <boost/test/unit_test.hpp>
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

BOOST_AUTO_TEST_SUITE_END()
