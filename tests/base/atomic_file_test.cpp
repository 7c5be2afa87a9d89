#include "base/atomic_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include "base/error.h"
#include "files/text_file.h"
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

BOOST_AUTO_TEST_CASE(does_not_write_through_a_link_in_place_of_its_temporary_file) {
    const test::TemporaryFolder folder;
    test::write_text(folder / "other", "other");
    std::filesystem::create_symlink(folder / "other",
                                    (folder / "a.txt").string() + ".tmp" + std::to_string(getpid()));
    write_file_atomically(folder / "a.txt", "mine");
    BOOST_TEST(read_text_file(folder / "other") == "other");
    BOOST_TEST(read_text_file(folder / "a.txt") == "mine");
}

// A process that has been killed, one that lives, and a name that is none of ours.
BOOST_AUTO_TEST_CASE(removes_what_killed_writers_of_the_same_name_have_left) {
    const test::TemporaryFolder folder;
    const std::string dead = "a.txt.tmp999999999", alive = "a.txt.tmp" + std::to_string(getppid());
    for (const std::string& name :
         {dead, alive, std::string("a.txt.tmp1x"), std::string("b.txt.tmp999999999")})
        test::write_text(folder / name, "half");
    write_file_atomically(folder / "a.txt", "whole");
    BOOST_TEST(!std::filesystem::exists(folder / dead));
    BOOST_TEST(std::filesystem::exists(folder / alive));
    BOOST_TEST(std::filesystem::exists(folder / "a.txt.tmp1x"));
    BOOST_TEST(std::filesystem::exists(folder / "b.txt.tmp999999999"));
}

// Its number means nothing here if it runs on another machine; its lock does.
BOOST_AUTO_TEST_CASE(leaves_a_temporary_file_that_is_locked) {
    const test::TemporaryFolder folder;
    const std::string name = (folder / "a.txt.tmp999999999").string();
    test::write_text(name, "half");
    const int writer = open(name.c_str(), O_WRONLY);
    BOOST_REQUIRE(flock(writer, LOCK_EX) == 0);
    write_file_atomically(folder / "a.txt", "whole");
    BOOST_TEST(std::filesystem::exists(name));
    close(writer);
}

BOOST_AUTO_TEST_CASE(writes_into_a_fifo_and_leaves_it_there) {
    const test::TemporaryFolder folder;
    const auto fifo = folder / "fifo";
    BOOST_REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
    std::string read;
    std::thread reader([&] {
        std::ifstream file(fifo, std::ios::binary);
        read.assign(std::istreambuf_iterator<char>(file), {});
    });
    write_file_atomically(fifo, "through the pipe");
    reader.join();
    BOOST_TEST(read == "through the pipe");
    BOOST_TEST(std::filesystem::is_fifo(fifo));
}

BOOST_AUTO_TEST_CASE(writes_into_devices_and_says_when_they_are_full) {
    write_file_atomically("/dev/null", "gone");
    BOOST_TEST(std::filesystem::is_character_file("/dev/null"));
    BOOST_CHECK_THROW(write_file_atomically("/dev/full", "too much"), Error);
}

BOOST_AUTO_TEST_CASE(follows_links_and_leaves_them_there) {
    const test::TemporaryFolder folder;
    std::filesystem::create_directory(folder / "elsewhere");
    std::filesystem::create_symlink("elsewhere/target", folder / "link");
    for (const char* text : {"first", "second"}) {  // where the link leads to nothing, and to a file
        write_file_atomically(folder / "link", text);
        BOOST_TEST(read_text_file(folder / "elsewhere" / "target") == text);
        BOOST_TEST(std::filesystem::is_symlink(folder / "link"));
    }
}

BOOST_AUTO_TEST_CASE(refuses_links_that_lead_in_a_circle) {
    const test::TemporaryFolder folder;
    std::filesystem::create_symlink("b", folder / "a");
    std::filesystem::create_symlink("a", folder / "b");
    BOOST_CHECK_THROW(write_file_atomically(folder / "a", "text"), Error);
    BOOST_TEST(std::filesystem::is_symlink(folder / "a"));
}

BOOST_AUTO_TEST_SUITE_END()
