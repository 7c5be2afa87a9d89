// Where training scripts put the weights within a checkpoint: below a key, behind a prefix.

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "files/crc32.h"
#include "support/files.h"
#include "support/logged.h"
#include "support/refusal.h"
#include "weight_files/weights_choice.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::uint32_t crc_of(const torch::Tensor& tensor) {
    return crc32_of(tensor.data_ptr(), tensor.nbytes());
}

std::string refusal(const std::filesystem::path& path, const WeightsChoice& choice = {}) {
    return refusal_of([&] { read_state_dict(path, choice); }, ExitCode::weights);
}

StateDict named(const std::vector<std::string>& names) {
    StateDict state;
    for (const std::string& name : names) state.insert(name, torch::ones(2));
    return state;
}

struct Read {
    std::vector<std::string> names;
    std::string log;
};

// What is read of a file of these names.
Read read_back(const std::vector<std::string>& names, const WeightsChoice& choice = {}) {
    const TemporaryFolder folder;
    Read read;
    for (const char* file : {"a.safetensors", "a.pt"}) {
        write_state_dict(folder / file, named(names));
        read.log = logged_by([&] { read.names = read_state_dict(folder / file, choice).keys(); });
    }
    return read;
}

using Names = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(checkpoint_layout)

// tests/data/field_cases: the same tensors below a key, and behind a prefix.
BOOST_AUTO_TEST_CASE(reads_the_field_cases_and_says_what_it_left_off) {
    for (const auto& [name, said] : {std::pair{"key-model_state_dict", "below the key model_state_dict"},
                                     std::pair{"prefix-module", "the prefix module. from 3 names"}}) {
        StateDict state;
        const auto file = test_file("data/field_cases") / name / "net.pt";
        const std::string log = logged_by([&] { state = read_state_dict(file); });
        BOOST_TEST(contains(log, said), log);
        BOOST_TEST(state.keys() == (Names{"stem.conv.weight", "stem.bn.weight", "fc.bias"}));
        BOOST_TEST((state["stem.conv.weight"].sizes() == torch::IntArrayRef{4, 1, 3, 3}));
        BOOST_TEST(crc_of(state["stem.conv.weight"]) == 1527102747u);
        BOOST_TEST(crc_of(state["stem.bn.weight"]) == 445357014u);
        BOOST_TEST(crc_of(state["fc.bias"]) == 1946306310u);
    }
}

BOOST_AUTO_TEST_CASE(finds_the_only_net_below_nested_keys) {
    BOOST_TEST(read_state_dict(test_file("data/checkpoints/deep-ema.pt"))["w"].equal(torch::full(2, 2.0F)));
}

BOOST_AUTO_TEST_CASE(asks_for_a_key_where_there_are_several_nets) {
    const auto file = test_file("data/checkpoints/two-nets.pt");
    BOOST_TEST(contains(refusal(file), "net, ema.module"));
    BOOST_TEST(contains(refusal(file), "--key"));
    BOOST_TEST(read_state_dict(file, WeightsChoice{"net", ""})["w"].equal(torch::full(2, 1.0F)));
    BOOST_TEST(read_state_dict(file, WeightsChoice{"ema.module", ""})["w"].equal(torch::full(2, 2.0F)));
    BOOST_TEST(contains(refusal(file, {"model", ""}), "below the key"));
}

BOOST_AUTO_TEST_CASE(leaves_off_the_prefixes_of_wrappers_where_all_names_share_them) {
    const Names plain{"fc.weight", "fc.bias"};
    for (const std::string prefix : {"module.", "_orig_mod.", "model.", "net.", "module._orig_mod.model."}) {
        const Read read = read_back({prefix + plain[0], prefix + plain[1]});
        BOOST_TEST(read.names == plain);
        BOOST_TEST(contains(read.log, prefix), read.log);
    }
    BOOST_TEST(read_back({"n_averaged", "module.fc.weight", "module.fc.bias"}).names == plain);
    const Read unchanged = read_back(plain);
    BOOST_TEST(unchanged.names == plain);
    BOOST_TEST(unchanged.log == "");
}

BOOST_AUTO_TEST_CASE(takes_only_the_names_of_a_prefix_that_is_asked_for) {
    const Names mixed{"model.fc", "loss.weight"};
    BOOST_TEST(read_back(mixed).names == mixed);
    BOOST_TEST(read_back(mixed, {"", "model."}).names == Names{"fc"});
    const TemporaryFolder folder;
    write_state_dict(folder / "a.pt", named(mixed));
    BOOST_TEST(contains(refusal(folder / "a.pt", {"", "net."}), "no tensor's name begins with the prefix"));
}

BOOST_AUTO_TEST_SUITE_END()
