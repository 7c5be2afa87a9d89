#include "models/checksum.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "files/json.h"
#include "files/sha256.h"
#include "models/untrained.h"
#include "support/files.h"
#include "support/logged.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

constexpr const char* kFile = "cfg_stage2_s2_su_fold0_untrained.safetensors";

// Untrained nets, and a manifest that states the sum of one of them.
struct StatedNets {
    TemporaryFolder folder;
    StatedNets() {
        write_untrained_nets(folder.path(), solution_recipes(), 7);
        state(kFile, sha256_of_file(folder / kFile));
    }

    void state(const std::string& file, const std::string& sum) const {
        write_text(folder / "manifest.json", Json({{"sha256", {{file, sum}}}}).dump());
    }
    std::vector<NetFile> nets() const { return find_nets(folder.path(), solution_recipes()); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(checksum)

BOOST_FIXTURE_TEST_CASE(the_files_that_a_manifest_lists_are_checked_and_no_others, StatedNets) {
    BOOST_TEST(verify_checksums(nets(), 2) == 1);
    std::filesystem::remove(folder / "manifest.json");
    BOOST_TEST(verify_checksums(nets(), 2) == 0);
}

BOOST_FIXTURE_TEST_CASE(a_file_with_one_other_byte_is_refused_and_named, StatedNets) {
    const std::string expected = sha256_of_file(folder / kFile);
    {
        std::fstream file(folder / kFile, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(-1, std::ios::end);
        file.put('x');
    }
    const auto text = refusal_of([&] { verify_checksums(nets(), 2); }, ExitCode::weights);
    BOOST_TEST(contains(text, kFile), text);
    BOOST_TEST(contains(text, "expected sha256 " + expected), text);
    BOOST_TEST(contains(text, "found " + sha256_of_file(folder / kFile)), text);
}

BOOST_FIXTURE_TEST_CASE(a_malformed_sum_is_refused, StatedNets) {
    for (const std::string& sum :
         {std::string(), std::string("abc"), std::string(64, 'A'), std::string(64, 'g')}) {
        state(kFile, sum);
        const auto text = refusal_of([&] { verify_checksums(nets(), 1); }, ExitCode::weights);
        BOOST_TEST(contains(text, "manifest.json"), text);
        BOOST_TEST(contains(text, "64 hexadecimal digits"), text);
    }
}

BOOST_FIXTURE_TEST_CASE(one_file_is_compared_with_the_manifest_beside_it, StatedNets) {
    require_checksum(folder / kFile, sha256_of_file(folder / kFile));
    require_checksum(folder / "other.safetensors", "of a file that no manifest lists");
    const auto text = refusal_of([&] { require_checksum(folder / kFile, "another"); }, ExitCode::weights);
    BOOST_TEST(contains(text, "found another"), text);
}

BOOST_FIXTURE_TEST_CASE(a_listed_file_that_is_missing_is_a_warning, StatedNets) {
    state("gone.safetensors", std::string(64, '0'));
    const auto text = logged_by([&] { BOOST_TEST(verify_checksums(nets(), 1) == 0); });
    BOOST_TEST(contains(text, "gone.safetensors: missing"), text);
}

BOOST_AUTO_TEST_SUITE_END()
