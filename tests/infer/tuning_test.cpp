#include "infer/tuning.h"

#include <boost/test/unit_test.hpp>

#include "files/text_file.h"
#include "support/environment.h"
#include "support/files.h"
#include "support/logged.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

constexpr ConvKind kKind{torch::kFloat32, 64, 96};

Tuning some_tuning() {
    Tuning tuning;
    tuning.precision = torch::kBFloat16;
    tuning.convs.set(kKind, {ConvAlgorithm::winograd, 12345});
    tuning.convs.set({torch::kBFloat16, 64, 64}, {});
    return tuning;
}

// What is logged while the file is read; nothing of it is used.
std::string warning_of(const std::string& text) {
    const TemporaryFolder folder;
    write_text(folder / "tuning.json", text);
    return logged_by([&] {
        const Tuning tuning = read_tuning(folder / "tuning.json");
        BOOST_TEST(!tuning.precision.has_value());
        BOOST_TEST(tuning.convs.own().empty());
    });
}

std::string text_with(const std::string& from, const std::string& to) {
    const TemporaryFolder folder;
    write_tuning(folder / "tuning.json", some_tuning());
    std::string text = read_text_file(folder / "tuning.json");
    const std::size_t found = text.find(from);
    BOOST_REQUIRE(found != text.npos);
    return text.replace(found, from.size(), to);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tunings)

BOOST_AUTO_TEST_CASE(are_read_as_they_were_written) {
    const TemporaryFolder folder;
    write_tuning(folder / "tuning.json", some_tuning());
    const Tuning read = read_tuning(folder / "tuning.json");
    BOOST_TEST((read.precision == torch::kBFloat16));
    BOOST_TEST((read.convs.own() == some_tuning().convs.own()));
}

BOOST_AUTO_TEST_CASE(of_another_machine_are_not_used_and_a_warning_says_so) {
    const std::string warning = warning_of(text_with("oneDNN", "twoDNN"));
    BOOST_TEST(contains(warning, "another machine or version"));
    BOOST_TEST(contains(warning, "twoDNN"));
    BOOST_TEST(contains(warning, "lumbar tune"));
}

BOOST_AUTO_TEST_CASE(that_are_damaged_are_not_used_and_a_warning_says_why) {
    BOOST_TEST(contains(warning_of("{"), "tuning.json"));
    BOOST_TEST(contains(warning_of(text_with("winograd", "magic")), "magic"));
    BOOST_TEST(contains(warning_of(text_with("12345", "0")), "values_at_once"));
    BOOST_TEST(contains(warning_of(text_with("bf16", "fp8")), "fp8"));
}

BOOST_AUTO_TEST_CASE(that_are_missing_leave_the_built_in_table) {
    const TemporaryFolder folder;
    BOOST_TEST(logged_by([&] { BOOST_TEST(read_tuning(folder / "none.json").convs.own().empty()); }).empty());
}

BOOST_AUTO_TEST_CASE(that_the_environment_names_must_be_there) {
    const TemporaryFolder folder;
    const Environment none("LUMBAR_TUNING", "");
    BOOST_TEST(read_tuning().convs.own().empty());
    const std::string missing = (folder / "tunning.json").string();
    const Environment mistyped("LUMBAR_TUNING", missing);
    BOOST_TEST(contains(refusal_of([] { read_tuning(); }, ExitCode::usage), missing));
}

BOOST_AUTO_TEST_CASE(lie_in_the_cache_folder_of_the_user) {
    const Environment cache("XDG_CACHE_HOME", "/somewhere"), home("HOME", "/home/me"),
        own("LUMBAR_TUNING", "x");
    BOOST_TEST(tuning_file() == "x");
    unsetenv("LUMBAR_TUNING");
    BOOST_TEST(tuning_file().parent_path() == "/somewhere/lumbar");
    unsetenv("XDG_CACHE_HOME");
    BOOST_TEST(tuning_file().parent_path() == "/home/me/.cache/lumbar");
    unsetenv("HOME");
    BOOST_TEST(tuning_file().empty());
}

BOOST_AUTO_TEST_SUITE_END()
