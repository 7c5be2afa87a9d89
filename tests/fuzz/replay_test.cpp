// What fuzzing found once, and files of each kind, whole and cut short: none of them is a fault again.
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <filesystem>
#include <string>

#include "files/text_file.h"
#include "support/files.h"
#include "targets.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

void replay(const fuzz::Target& target, const std::filesystem::path& file) {
    BOOST_TEST_CONTEXT(file.string()) {
        const std::string text = read_text_file(file);
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
        BOOST_CHECK_NO_THROW(target.run({bytes, text.size()}));
        constexpr std::size_t kCuts = 8;
        for (std::size_t i = 1; i < kCuts; ++i)
            BOOST_CHECK_NO_THROW(target.run({bytes, text.size() * i / kCuts}));
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_file_of_the_corpus_is_a_fault) {
    for (const fuzz::Target& target : fuzz::kTargets) {
        int files = 0;
        for (const auto& file : std::filesystem::directory_iterator(test_file("fuzz/corpus") / target.name)) {
            replay(target, file.path());
            ++files;
        }
        BOOST_TEST(files > 0);
    }
}
