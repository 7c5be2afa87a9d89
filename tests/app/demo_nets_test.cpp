// The nets of weights/demo as they come with the repository: small, honest about what they are, and able.
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <filesystem>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include "core/findings.h"
#include "files/json.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/program.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

fs::path demo() {
    return test_file("../weights/demo");
}

std::string printed_by(const std::vector<std::string>& arguments) {
    const TemporaryFolder folder;
    Program program(arguments, folder / "printed");
    const int code = program.wait();
    std::string printed = read_text_file(folder / "printed");
    BOOST_REQUIRE_MESSAGE(code == 0, printed);
    return printed;
}

struct Scores {
    double own = 0, prior = 0;
};

// The two numbers of the pattern in what `evaluate` prints.
Scores scores_of(const std::string& pattern, const std::string& printed) {
    std::smatch found;
    BOOST_REQUIRE_MESSAGE(std::regex_search(printed, found, std::regex(pattern)), printed);
    return {std::stod(found[1]), std::stod(found[2])};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(demo_nets)

BOOST_AUTO_TEST_CASE(are_small_one_for_each_recipe_and_say_that_they_are_of_no_medical_use) {
    std::uintmax_t bytes = 0;
    std::map<std::string, int> recipes;
    for (const auto& entry : fs::directory_iterator(demo())) {
        const std::string file = entry.path().filename().string();
        if (!file.starts_with("cfg_")) continue;
        bytes += entry.file_size();
        if (entry.path().extension() != ".json") continue;
        const Json metadata = read_json(entry.path());
        ++recipes[metadata.at("config_file").get<std::string>()];
        BOOST_TEST(contains(metadata.at("note").get<std::string>(), "synthetic"), file);
        BOOST_TEST(contains(metadata.at("note").get<std::string>(), "of no medical use"), file);
    }
    BOOST_TEST(recipes.size() == 6U);
    BOOST_TEST(bytes <= 12'000'000U);
}

// As `make demo`, on fewer studies and one view of each.
BOOST_AUTO_TEST_CASE(score_less_than_half_the_prior_on_studies_that_they_have_not_seen) {
    const TemporaryFolder folder;
    const std::string data = (folder / "data").string(), submission = (folder / "submission.csv").string();
    printed_by({"synth", "--output", data, "--studies", "3", "--seed", "2026"});
    printed_by(
        {"predict", "--data", data, "--weights", demo().string(), "--output", submission, "--tta", "1"});
    const std::string printed = printed_by({"evaluate", "--labels", data + "/train.csv", "--predictions",
                                            submission, "--prior-labels", (demo() / "train.csv").string()});
    BOOST_TEST_MESSAGE(printed);
    const Scores whole = scores_of(R"(score ([\d.]+) over 3 studies \(class prior ([\d.]+)\))", printed);
    BOOST_TEST(whole.own <= whole.prior / 2);
    for (const std::string_view condition : kConditionNames) {
        const Scores scores =
            scores_of(std::string(condition) + R"(.* ([\d.]+) +\(class prior ([\d.]+)\))", printed);
        BOOST_TEST(scores.own < scores.prior, condition);
    }
}

BOOST_AUTO_TEST_SUITE_END()
