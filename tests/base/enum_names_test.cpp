#include "base/enum_names.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

namespace {

enum class Fruit { apple, pear };
constexpr EnumNames<Fruit, 2> kFruitNames = {{{Fruit::pear, "pear"}, {Fruit::apple, "apple"}}};

}  // namespace

BOOST_AUTO_TEST_SUITE(enum_names)

BOOST_AUTO_TEST_CASE(lead_from_values_to_names_and_back) {
    BOOST_TEST(name_of(kFruitNames, Fruit::apple) == "apple");
    BOOST_TEST((value_of(kFruitNames, "pear") == Fruit::pear));
    BOOST_TEST(!value_of(kFruitNames, "plum").has_value());
    BOOST_TEST(!value_of(kFruitNames, "").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
