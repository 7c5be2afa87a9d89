#include "files/regular_file.h"

#include <sys/stat.h>
#include <string>
#include <utility>

#include <boost/test/unit_test.hpp>

#include "files/mapped_file.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(regular_file)

// Nobody writes into the FIFO: opening it the usual way would wait for ever.
BOOST_AUTO_TEST_CASE(refuses_what_would_wait_or_never_end) {
    const TemporaryFolder folder;
    const std::string fifo = (folder / "fifo").string(), link = (folder / "link").string();
    BOOST_REQUIRE(mkfifo(fifo.c_str(), 0600) == 0);
    std::filesystem::create_symlink("/dev/zero", link);
    for (const auto& [path, found] : {std::pair(fifo, "a FIFO"), std::pair(link, "a device"),
                                      std::pair(folder.path().string(), "a folder")}) {
        BOOST_TEST(contains(refusal_of([&, p = path] { MappedFile file(p); }, ExitCode::data), found));
        BOOST_TEST(contains(refusal_of([&, p = path] { read_text_file(p); }, ExitCode::data), found));
    }
}

BOOST_AUTO_TEST_CASE(is_read_whole) {
    const TemporaryFolder folder;
    const std::string text(200'000, 'x');
    write_text(folder / "a", text);
    write_text(folder / "empty", "");
    BOOST_TEST((read_text_file(folder / "a") == text));
    BOOST_TEST(read_text_file(folder / "empty").empty());
    BOOST_TEST(MappedFile(folder / "a").size() == text.size());
    BOOST_TEST(MappedFile(folder / "empty").size() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
