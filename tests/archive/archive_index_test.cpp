#include "archive/archive_index.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>

#include "support/files.h"
#include "support/refusal.h"
#include "support/zip_bytes.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

constexpr std::uint32_t kLink = 0120777;

std::shared_ptr<const ArchiveIndex> index_of(const TemporaryFolder& folder, const std::string& bytes) {
    write_text(folder / "a.zip", bytes);
    return index_archive(folder / "a.zip");
}

std::string joined(const std::vector<std::string>& sentences) {
    std::string text;
    for (const std::string& sentence : sentences) text += sentence + "\n";
    return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(archive_indexes)

BOOST_AUTO_TEST_CASE(list_the_files_of_an_archive_and_not_its_folders) {
    const TemporaryFolder folder;
    const auto index = index_of(folder, zip_bytes({{"b/", ""}, {"b/2", "x"}, {"a", "y"}}));
    BOOST_TEST(index->names == (std::vector<std::string>{"b/2", "a"}), boost::test_tools::per_element());
    BOOST_TEST(index->path_of("b/2") == folder.path() / "a.zip/b/2");
    BOOST_TEST(index->left_out.empty());
}

BOOST_AUTO_TEST_CASE(leave_out_names_that_lead_out_of_the_archive) {
    const TemporaryFolder folder;
    const auto index = index_of(folder, zip_bytes({{"/etc/passwd", "x"},
                                                   {"../up", "x"},
                                                   {"a/../../up", "x"},
                                                   {"a/..", "x"},
                                                   {"..a", "is a name"},
                                                   {"a/b..", "is a name"}}));
    BOOST_TEST(index->names == (std::vector<std::string>{"..a", "a/b.."}), boost::test_tools::per_element());
    BOOST_TEST(contains(joined(index->left_out),
                        "/etc/passwd is left out: a name that leads out of the "
                        "archive (and 3 more)"));
}

BOOST_AUTO_TEST_CASE(leave_out_what_cannot_be_read_with_the_reason) {
    const TemporaryFolder folder;
    const auto index = index_of(folder, zip_bytes({{"secret", "x", 0, 1},
                                                   {"link", "target", 0, 0, kLink},
                                                   {"lzma", "x", 14},
                                                   {"f", "first"},
                                                   {"f", "second"}}));
    BOOST_TEST(index->names == (std::vector<std::string>{"f"}), boost::test_tools::per_element());
    const std::string said = joined(index->left_out);
    for (const char* reason : {"a.zip/secret is left out: encrypted", "a.zip/link is left out: a link",
                               "a.zip/lzma is left out: packed by an unknown method",
                               "a.zip/f is left out: a second one of that name"}) {
        BOOST_TEST(contains(said, reason), said);
    }
}

BOOST_AUTO_TEST_CASE(refuse_a_damaged_archive) {
    const TemporaryFolder folder;
    const std::string whole = zip_bytes({{"a", "abc"}, {"b", "def"}});
    const auto refusal = [&](const std::string& bytes) {
        return refusal_of([&] { index_of(folder, bytes); }, ExitCode::data);
    };
    BOOST_TEST(contains(refusal(whole.substr(0, whole.size() - 30)), "cut off or damaged"));
    std::string damaged = whole;
    damaged[damaged.rfind("PK\1\2") + 2] = 'x';
    BOOST_TEST(contains(refusal(damaged), "damaged directory"));
    BOOST_TEST(contains(refusal("PK\3\4"), (folder / "a.zip").string()));
}

BOOST_AUTO_TEST_SUITE_END()
