#include "files/gunzip.h"

#include <array>
#include <boost/test/unit_test.hpp>

#include "base/error.h"

BOOST_AUTO_TEST_SUITE(gunzip)

using namespace lumbar;

// printf 'lumbar lumbar lumbar\n' | gzip -9n
constexpr std::array<unsigned char, 30> kCompressed = {
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x29, 0xcd, 0x4d, 0x4a,
    0x2c, 0x52, 0xc8, 0x41, 0xa6, 0xb8, 0x00, 0x1c, 0xa6, 0x9b, 0x9e, 0x15, 0x00, 0x00, 0x00};

BOOST_AUTO_TEST_CASE(gives_back_what_was_compressed) {
    BOOST_TEST(lumbar::gunzip(std::as_bytes(std::span(kCompressed))) == "lumbar lumbar lumbar\n");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_cut_or_changed) {
    const auto bytes = std::as_bytes(std::span(kCompressed));
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        BOOST_CHECK_THROW(lumbar::gunzip(bytes.first(length)), Error);
    }
    auto changed = kCompressed;
    changed[22] ^= 1;  // the checksum
    BOOST_CHECK_THROW(lumbar::gunzip(std::as_bytes(std::span(changed))), Error);
}

BOOST_AUTO_TEST_SUITE_END()
