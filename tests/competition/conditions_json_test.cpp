#include "competition/conditions_json.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "core/findings.h"

namespace lumbar {
namespace {

BOOST_AUTO_TEST_SUITE(conditions_json)

BOOST_AUTO_TEST_CASE(names_each_condition_and_its_side_in_the_order_of_tables) {
    const Json json = json_of_conditions();
    BOOST_REQUIRE(json.size() == kAllConditions.size());
    for (std::size_t i = 0; i < kAllConditions.size(); ++i) {
        BOOST_TEST(json[i].at("name").get<std::string>() == name_without_side(kAllConditions[i]));
        BOOST_TEST(json[i].at("side").get<std::string>() == side_of(kAllConditions[i]));
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
