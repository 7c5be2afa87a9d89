#include "base/atomic_file.h"

#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <iterator>

#include "base/error.h"
#include "base/text_file.h"
#include "support/files.h"

using namespace lumbar;

namespace {

std::ptrdiff_t file_count(const std::filesystem::path& folder) {
    return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(atomic_file)

BOOST_AUTO_TEST_CASE(appears_only_when_committed) {
    const test::TemporaryFolder folder;
    AtomicFile file(folder / "a.txt");
    file.write("whole");
    BOOST_TEST(!std::filesystem::exists(folder / "a.txt"));
    file.commit();
    BOOST_TEST(read_text_file(folder / "a.txt") == "whole");
    BOOST_TEST(file_count(folder.path()) == 1);
}

BOOST_AUTO_TEST_CASE(leaves_the_old_file_and_nothing_else_when_given_up) {
    const test::TemporaryFolder folder;
    write_file_atomically(folder / "a.txt", "old");
    { AtomicFile(folder / "a.txt").write("half of the n"); }
    BOOST_TEST(read_text_file(folder / "a.txt") == "old");
    BOOST_TEST(file_count(folder.path()) == 1);
}

BOOST_AUTO_TEST_CASE(says_why_it_cannot_write) {
    const test::TemporaryFolder folder;
    const auto is_output_error = [](const Error& e) { return e.code() == ExitCode::output; };
    BOOST_CHECK_EXCEPTION(AtomicFile(folder / "absent/a.txt"), Error, is_output_error);
    BOOST_CHECK_EXCEPTION(AtomicFile(folder.path()), Error, is_output_error);
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_an_error_and_no_file) {
    const auto full = std::filesystem::path("/dev/full");
    if (!std::filesystem::exists(full)) return;
    // A temporary file cannot be made to lie on /dev/full by name, so the device stands in for it by a link.
    const test::TemporaryFolder folder;
    std::filesystem::create_symlink(full, (folder / "a.txt").string() + ".tmp" + std::to_string(getpid()));
    AtomicFile file(folder / "a.txt");
    BOOST_CHECK_THROW(file.write(std::string(1 << 20, 'x')), Error);
    BOOST_TEST(!std::filesystem::exists(folder / "a.txt"));
}

BOOST_AUTO_TEST_SUITE_END()
