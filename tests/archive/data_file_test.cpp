#include "archive/data_file.h"

#include <boost/test/unit_test.hpp>

#include "archive/zip_writer.h"
#include "support/files.h"
#include "support/refusal.h"
#include "support/zip_bytes.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::string text_in(const std::filesystem::path& path, std::uint64_t most = UINT64_MAX) {
    const auto bytes = DataFile(path).read(most);
    return {bytes.begin(), bytes.end()};
}

struct Archive {
    TemporaryFolder folder;

    explicit Archive(const std::vector<ZipPart>& parts) { write_text(folder / "a.zip", zip_bytes(parts)); }
    std::filesystem::path operator/(const std::string& name) const { return folder.path() / "a.zip" / name; }
};

std::string refusal(const std::filesystem::path& path) {
    return refusal_of([&] { text_in(path); }, ExitCode::data);
}

const std::string kLong(200'000, 'x');

}  // namespace

BOOST_AUTO_TEST_SUITE(data_files)

BOOST_AUTO_TEST_CASE(a_plain_file_is_read_whole_or_its_beginning) {
    const TemporaryFolder folder;
    write_text(folder / "f", "abcdef");
    BOOST_TEST(text_in(folder / "f") == "abcdef");
    BOOST_TEST(text_in(folder / "f", 2) == "ab");
    BOOST_TEST(DataFile(folder / "f").size() == 6U);
    BOOST_TEST(!DataFile(folder / "f").is_archived());
}

BOOST_AUTO_TEST_CASE(an_entry_of_an_archive_is_read_by_its_path) {
    const Archive archive({{"stored", "abc"}, {"deep/er/packed", kLong + "end", 8}, {"empty", ""}});
    BOOST_TEST(text_in(archive / "stored") == "abc");
    BOOST_TEST((text_in(archive / "deep/er/packed") == kLong + "end"));
    BOOST_TEST(text_in(archive / "deep/er/packed", 3) == "xxx");
    BOOST_TEST(text_in(archive / "empty") == "");
    BOOST_TEST(DataFile(archive / "deep/er/packed").size() == kLong.size() + 3);
    BOOST_TEST(DataFile(archive / "stored").is_archived());
    BOOST_TEST(size_of_data(archive / "stored") == 3U);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_refused_by_its_path) {
    const Archive archive(std::vector<ZipPart>{{"f", "abc"}});
    BOOST_TEST(contains(refusal(archive / "g"), (archive / "g").string()));
    BOOST_TEST(contains(refusal(archive / "g"), "an entry of the archive"));
    BOOST_TEST(contains(refusal(archive.folder / "absent"), "No such file"));
    BOOST_TEST(contains(refusal(archive.folder / "absent/f"), "No such file"));
    BOOST_TEST(contains(refusal(archive.folder.path()), "a folder"));
    write_text(archive.folder / "plain", "no archive");
    BOOST_TEST(contains(refusal(archive.folder / "plain/f"), "whole zip archive"));
    BOOST_TEST(size_of_data(archive / "g") == 0U);
}

BOOST_AUTO_TEST_CASE(damage_is_noticed) {
    const Archive archive({{"shorter", "abc", 0, 0, 0100644, 5},
                           {"other", "abc", 0, 0, 0100644, {}, 1},
                           {"packed", kLong, 8, 0, 0100644, {}, 1},
                           {"huge", "abc", 8, 0, 0100644, 0xfffffff0}});
    BOOST_TEST(contains(refusal(archive / "shorter"), "shorter"));
    BOOST_TEST(contains(refusal(archive / "other"), "damaged entry"));
    BOOST_TEST(contains(refusal(archive / "packed"), "damaged entry"));
    // The beginning is there; nobody asks for memory that is not needed.
    BOOST_TEST(text_in(archive / "huge", 3) == "abc");
    BOOST_TEST((text_in(archive / "packed", 100) == std::string(100, 'x')));
}

BOOST_AUTO_TEST_CASE(an_archive_that_changes_is_read_anew) {
    const Archive archive(std::vector<ZipPart>{{"f", "abc"}});
    BOOST_TEST(text_in(archive / "f") == "abc");
    write_text(archive.folder / "a.zip", zip_bytes({{"before", "12345"}, {"f", "changed"}}));
    BOOST_TEST(text_in(archive / "f") == "changed");
}

BOOST_AUTO_TEST_CASE(what_the_writer_writes_is_read) {
    const TemporaryFolder folder;
    ZipWriter writer(folder / "w.zip");
    writer.add("a/b", "text");
    writer.close();
    BOOST_TEST(text_in(folder.path() / "w.zip/a/b") == "text");
}

BOOST_AUTO_TEST_SUITE_END()
