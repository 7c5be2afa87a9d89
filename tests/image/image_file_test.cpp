#include "image/image_file.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/atomic_file.h"
#include "base/error.h"
#include "files/text_file.h"
#include "support/files.h"

namespace lumbar {
namespace {

using test::TemporaryFolder;

Picture sample_picture(int height, int width, int channels) {
    Picture picture{height, width, channels, {}};
    for (int i = 0; i < height * width * channels; ++i) {
        picture.pixels.push_back(static_cast<std::uint8_t>(i * 37 % 251));
    }
    return picture;
}

BOOST_AUTO_TEST_SUITE(image_file)

BOOST_AUTO_TEST_CASE(reads_back_what_it_wrote) {
    const TemporaryFolder folder;
    for (const int channels : {1, 3}) {
        const auto picture = sample_picture(13, 29, channels);
        write_png(folder / "picture.png", picture);
        const auto found = read_picture(folder / "picture.png");
        BOOST_TEST(found.height == 13);
        BOOST_TEST(found.width == 29);
        BOOST_TEST(found.channels == channels);
        BOOST_TEST((found.pixels == picture.pixels));
    }
}

BOOST_AUTO_TEST_CASE(a_picture_in_memory_is_the_file_s_bytes) {
    const TemporaryFolder folder;
    const auto picture = sample_picture(13, 29, 1);
    write_png(folder / "picture.png", picture);
    BOOST_TEST(encode_png(picture) == read_text_file(folder / "picture.png"));
    BOOST_CHECK_THROW(encode_png({2, 2, 1, {1, 2, 3}}), Error);
}

// Netpbm files are plain enough to write by hand.
BOOST_AUTO_TEST_CASE(reads_other_formats) {
    const TemporaryFolder folder;
    write_file_atomically(folder / "grey.pgm", "P5 2 1 255\nab");
    const auto grey = read_picture(folder / "grey.pgm");
    BOOST_TEST(grey.channels == 1);
    BOOST_TEST((grey.pixels == std::vector<std::uint8_t>{'a', 'b'}));
}

// An uncompressed TGA with 32 bits a pixel: blue, green, red, alpha; flag 0x20 is "top row first".
BOOST_AUTO_TEST_CASE(drops_alpha) {
    const TemporaryFolder folder;
    const std::string_view tga(
        "\0\0\2\0\0\0\0\0\0\0\0\0\1\0\1\0\x20\x28"
        "\x0a\x14\x1e\x80",
        22);
    write_file_atomically(folder / "alpha.tga", tga);
    const auto picture = read_picture(folder / "alpha.tga");
    BOOST_TEST(picture.channels == 3);
    BOOST_TEST((picture.pixels == std::vector<std::uint8_t>{30, 20, 10}));
}

BOOST_AUTO_TEST_CASE(refuses_files_that_are_no_pictures) {
    const TemporaryFolder folder;
    write_file_atomically(folder / "text.png", "not a picture");
    BOOST_CHECK_EXCEPTION(read_picture(folder / "text.png"), Error, [](const Error& error) {
        return error.code() == ExitCode::data && error.parts().where.ends_with("text.png");
    });
    BOOST_CHECK_THROW(read_picture(folder / "missing.png"), Error);
    BOOST_CHECK_THROW(read_picture(folder.path()), Error);
}

BOOST_AUTO_TEST_CASE(refuses_a_picture_that_was_cut_off) {
    const TemporaryFolder folder;
    write_png(folder / "whole.png", sample_picture(64, 64, 3));
    std::filesystem::resize_file(folder / "whole.png", std::filesystem::file_size(folder / "whole.png") / 2);
    BOOST_CHECK_THROW(read_picture(folder / "whole.png"), Error);
}

BOOST_AUTO_TEST_CASE(refuses_to_write_pictures_that_do_not_add_up) {
    const TemporaryFolder folder;
    auto torn = sample_picture(4, 4, 1);
    torn.pixels.pop_back();
    for (const auto& picture :
         {torn, sample_picture(4, 4, 2), sample_picture(0, 4, 1), Picture{-1, -1, 1, {9}}}) {
        BOOST_CHECK_EXCEPTION(write_png(folder / "bad.png", picture), Error,
                              [](const Error& error) { return error.code() == ExitCode::output; });
    }
    BOOST_TEST(std::filesystem::is_empty(folder.path()));
    BOOST_CHECK_THROW(write_png(folder / "no/such/folder.png", sample_picture(2, 2, 1)), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace lumbar
