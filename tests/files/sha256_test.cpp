#include "files/sha256.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "base/error.h"
#include "support/files.h"

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(sha256)

void check(const std::string& bytes, const std::string& digest) {
    BOOST_TEST(sha256_of(bytes) == digest);
    BOOST_TEST(portable_sha256_of(bytes) == digest);
}

// NIST's examples for FIPS 180-4, and the short messages of its validation suite (SHA256ShortMsg.rsp).
BOOST_AUTO_TEST_CASE(equals_the_standard_s_examples) {
    check("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    check(
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnop"
        "qrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
    check(std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    check("\xd3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
}

BOOST_AUTO_TEST_CASE(every_length_about_a_block_gives_the_same_both_ways) {
    for (std::size_t size = 0; size < 200; ++size) {
        std::string bytes;
        for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 37 + size);
        BOOST_TEST(sha256_of(bytes) == portable_sha256_of(bytes));
    }
}

BOOST_AUTO_TEST_CASE(a_file_has_the_digest_of_its_bytes) {
    const test::TemporaryFolder folder;
    test::write_text(folder / "abc", "abc");
    test::write_text(folder / "empty", "");
    BOOST_TEST(sha256_of_file(folder / "abc") == sha256_of("abc"));
    BOOST_TEST(sha256_of_file(folder / "empty") == sha256_of(""));
    BOOST_CHECK_THROW(sha256_of_file(folder / "absent"), Error);
}

BOOST_AUTO_TEST_SUITE_END()
