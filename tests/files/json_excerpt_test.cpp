#include "files/json_excerpt.h"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(json_excerpts)

BOOST_AUTO_TEST_CASE(short_json_is_quoted_as_json_writes_it) {
    const std::string text = R"({"a":[1,2.5,null,"b"],"c":{},"d":true})";
    BOOST_TEST(json_excerpt(Json::parse(text)) == text);
    BOOST_TEST(json_excerpt(Json("text")) == "\"text\"");
}

BOOST_AUTO_TEST_CASE(long_wide_and_deep_json_is_cut) {
    Json deep;
    for (int i = 0; i < 100000; ++i) deep = Json::array({std::move(deep)});
    BOOST_TEST(json_excerpt(deep) == std::string(80, '[') + "...");
    BOOST_TEST(json_excerpt(Json(std::vector<int>(100000, 7))).size() == 83U);
    BOOST_TEST(json_excerpt(Json(std::string(100000, 'x'))).size() == 83U);
    BOOST_TEST(json_excerpt(Json{{std::string(100000, 'x'), 1}}).size() == 83U);
}

BOOST_AUTO_TEST_CASE(a_text_that_is_no_utf8_is_quoted_all_the_same) {
    BOOST_TEST(json_excerpt(Json("a\xff")) == "\"a\uFFFD\"");
}

BOOST_AUTO_TEST_SUITE_END()
