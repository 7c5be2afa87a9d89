#include "image/draw_text.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <vector>

using namespace lumbar;

namespace {

Picture white(int height, int width) {
    return {height, width, 1, std::vector<std::uint8_t>(static_cast<std::size_t>(height * width), 255)};
}

long black_in(const Picture& picture) {
    return std::count(picture.pixels.begin(), picture.pixels.end(), std::uint8_t{0});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(drawing_text)

BOOST_AUTO_TEST_CASE(a_text_is_drawn_within_its_width_and_height) {
    const std::string text = "17 of 17  R";
    Picture picture = white(kTextHeight_px + 8, text_width_px(text) + 8), bare = picture;
    draw_text(picture, 4, 4, text, 0);
    BOOST_TEST(black_in(picture) > 50);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const bool is_margin = x < 4 || y < 4 || x >= picture.width - 4 || y >= picture.height - 4;
            const auto at = static_cast<std::size_t>(y * picture.width + x);
            if (is_margin) BOOST_TEST(picture.pixels[at] == bare.pixels[at]);
        }
    }
}

BOOST_AUTO_TEST_CASE(other_letters_look_different) {
    Picture left = white(16, 16), right = white(16, 16);
    draw_text(left, 2, 2, "L", 0);
    draw_text(right, 2, 2, "R", 0);
    BOOST_TEST((left.pixels != right.pixels));
}

BOOST_AUTO_TEST_CASE(what_lies_outside_is_cut) {
    Picture picture = white(10, 10);
    draw_text(picture, -30, -3, "a long text that leaves the picture on both sides", 0);
    draw_text(picture, 8, 8, "so does this one", 0);
    BOOST_TEST(picture.pixels.size() == 100U);
    BOOST_TEST(black_in(picture) < 100);
}

BOOST_AUTO_TEST_CASE(what_is_not_ascii_is_a_question_mark) {
    Picture umlaut = white(16, 32), marks = white(16, 32);
    draw_text(umlaut, 2, 2, "\xC3\xA4", 0);
    draw_text(marks, 2, 2, "??", 0);
    BOOST_TEST((umlaut.pixels == marks.pixels));
}

BOOST_AUTO_TEST_SUITE_END()
