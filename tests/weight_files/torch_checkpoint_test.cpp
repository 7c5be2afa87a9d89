#include "weight_files/torch_checkpoint.h"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <vector>

#include "base/error.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"
#include "weight_files/pickle.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::string refusal(const std::filesystem::path& path) {
    return test::refusal_of([&] { read_torch_checkpoint(path); }, ExitCode::weights);
}

using Numbers = std::vector<std::int64_t>;

// As the pickles of torch write it.
std::string tuple_text(const Numbers& numbers) {
    std::string text = "(";
    for (const std::int64_t number : numbers) {
        text += "\x8a\x08";
        for (int byte = 0; byte < 8; ++byte) text += static_cast<char>(number >> (8 * byte) & 0xff);
    }
    return text + "t";
}

// What torch would not write: a tensor of any sizes in a storage of one element.
void write_forged_checkpoint(const std::filesystem::path& path, const std::string& name, const Numbers& sizes,
                             const Numbers& strides) {
    StateDict state;
    state.insert(name, torch::ones(Numbers(sizes.size(), 1)));
    write_torch_checkpoint(path, state);
    std::string bytes = read_text_file(path);
    const std::string written = tuple_text(Numbers(sizes.size(), 1));  // the sizes, then the strides
    const auto at = bytes.find(written + written);
    bytes.replace(at, 2 * written.size(), tuple_text(sizes) + tuple_text(strides));
    write_text(path, bytes);
}

const TensorMaker kNoTensors = [](const PickledTensor&) -> torch::Tensor {
    throw Error({"a tensor"}, ExitCode::weights);
};

// What the pickle says, where it may make no tensors.
std::string pickle_refusal(std::string_view bytes) {
    return refusal_of([&] { read_pickle(bytes, "p", kNoTensors); }, ExitCode::weights);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(torch_checkpoint)

BOOST_AUTO_TEST_CASE(reads_types_strides_and_shared_storages_as_torch_saved_them) {
    const StateDict state = read_torch_checkpoint(test_file("golden/tiny.pt"));
    const auto base = torch::arange(12, torch::kFloat32).reshape({3, 4});
    BOOST_TEST(state.size() == 8U);
    BOOST_TEST(state["f32"].equal(base));
    BOOST_TEST(state["transposed"].equal(base.t()));
    BOOST_TEST(state["row"].equal(base[1]));
    BOOST_TEST(state["f16"].equal(torch::tensor({0.5, -2.0}, torch::kFloat16)));
    BOOST_TEST(state["bf16"].equal(torch::tensor({1.5, 3.0}, torch::kBFloat16)));
    BOOST_TEST(state["i64"].item<std::int64_t>() == 7);
    BOOST_TEST(state["flag"].equal(torch::tensor({true, false})));
    BOOST_TEST(state["parameter"].equal(torch::tensor({1.0, 2.0}, torch::kFloat32)));
}

BOOST_AUTO_TEST_CASE(finds_the_state_dict_inside_a_checkpoint_of_other_things) {
    const StateDict state = read_torch_checkpoint(test_file("golden/nested.pt"));
    BOOST_TEST(state["w"].equal(torch::ones(2)));
}

BOOST_AUTO_TEST_CASE(a_pickle_that_would_run_a_command_is_refused_and_runs_nothing) {
    BOOST_TEST(contains(refusal(test_file("golden/evil.pt")), "not allowed"));
    BOOST_TEST(contains(refusal(test_file("golden/evil.pt")), "posix.system"));
    BOOST_TEST(!std::filesystem::exists("/tmp/lumbar_was_here"));
}

BOOST_AUTO_TEST_CASE(the_format_before_torch_1_6_is_refused_by_name) {
    BOOST_TEST(contains(refusal(test_file("golden/legacy.pt")), "since 1.6"));
}

BOOST_AUTO_TEST_CASE(reads_back_what_it_wrote) {
    const TemporaryFolder folder;
    StateDict state;
    state.insert("a.weight", torch::arange(6, torch::kFloat32).reshape({2, 3}).t());
    state.insert("a.count", torch::tensor(std::int64_t{9}));
    state.insert("half", torch::ones({3}, torch::kFloat16));
    state.insert("empty", torch::zeros({0, 2}));
    write_torch_checkpoint(folder / "a.pt", state);
    const StateDict back = read_torch_checkpoint(folder / "a.pt");
    BOOST_TEST(back.size() == state.size());
    for (const auto& [name, tensor] : state.pairs()) {
        BOOST_TEST(back[name].equal(tensor));
        BOOST_TEST((back[name].scalar_type() == tensor.scalar_type()));
    }
}

BOOST_AUTO_TEST_CASE(truncated_and_altered_files_are_refused_or_read_but_never_crash) {
    const TemporaryFolder folder;
    const std::string whole = read_text_file(test_file("golden/tiny.pt"));
    constexpr std::size_t kEndRecord = 22;  // of the archive; minizip does not need all of it
    for (std::size_t size = 0; size + kEndRecord <= whole.size(); size += 7) {
        write_text(folder / "t.pt", whole.substr(0, size));
        BOOST_TEST(!refusal(folder / "t.pt").empty());
    }
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string altered = whole;
        altered[at] = static_cast<char>(altered[at] ^ 0x15);
        write_text(folder / "t.pt", altered);
        try {
            for (const auto& [name, tensor] : read_torch_checkpoint(folder / "t.pt").pairs()) {
                tensor.to(torch::kFloat64).sum();  // touches every byte a view claims
            }
        } catch (const Error&) {  // refused, which is fine
        }
    }
}

// A storage of one element, shown many times over: 2^80 numbers, 68 billion, and four.
BOOST_AUTO_TEST_CASE(a_tensor_of_more_elements_than_its_storage_is_refused_by_name) {
    const TemporaryFolder folder;
    const auto refused = [&](const Numbers& sizes, const Numbers& strides) {
        write_forged_checkpoint(folder / "f.pt", "blocks.0.weight", sizes, strides);
        return refusal(folder / "f.pt");
    };
    constexpr std::int64_t k40 = std::int64_t{1} << 40, k36 = std::int64_t{1} << 36;
    for (const auto& [sizes, strides] : std::vector<std::pair<Numbers, Numbers>>{
             {{k40, k40}, {0, 0}}, {{k36}, {0}}, {{4}, {0}}, {{0, k40, k40}, {0, 0, 0}}, {{-1}, {1}}}) {
        const std::string reason = refused(sizes, strides);
        BOOST_TEST(contains(reason, (folder / "f.pt").string()));
        BOOST_TEST(contains(reason, "tensor 'blocks.0.weight'"));
        BOOST_TEST(contains(reason, "expected at most 1"));
        BOOST_TEST(contains(reason, "found "));
    }
    BOOST_TEST(
        contains(refused(Numbers(65, 1), Numbers(65, 1)), "'blocks.0.weight' more than 64 dimensions"));
    BOOST_TEST(refused({1, 1}, {0, k40}).empty());  // of one element a stride says nothing
    BOOST_TEST(refused({0, 4}, {4, 1}).empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(pickle)

using namespace std::string_view_literals;

BOOST_AUTO_TEST_CASE(names_what_it_does_not_allow) {
    BOOST_TEST(contains(pickle_refusal("\x80\x02"
                                       "cbuiltins\neval\n."),
                        "builtins.eval"));
    BOOST_TEST(contains(pickle_refusal("\x80\x02i."sv), "does not need"));
    BOOST_TEST(contains(pickle_refusal("\x80\x09."sv), "unknown protocol"));
}

BOOST_AUTO_TEST_CASE(malformed_streams_end_in_errors) {
    for (const std::string_view bytes :
         {""sv, "\x80\x02"sv, "\x80\x02."sv, "\x80\x02t."sv, "\x80\x02]s."sv, "\x80\x02}K\x01s."sv,
          "\x80\x02h\x05."sv,
          "\x80\x02X\xff\xff\xff\x7f"
          "abc"sv,
          "\x80\x02}(K\x01u."sv, "\x80\x02\x8a\xff."sv, "\x80\x02)Q."sv, "\x80\x02K\x01R."sv,
          "\x80\x02K\x01"
          "b."sv}) {
        BOOST_TEST(!pickle_refusal(bytes).empty());
    }
}

BOOST_AUTO_TEST_CASE(a_million_nested_lists_do_not_exhaust_the_stack) {
    std::string bytes = "\x80\x02";
    constexpr int kDepth = 1000000;
    for (int i = 0; i < kDepth; ++i) bytes += ']';
    for (int i = 1; i < kDepth; ++i) bytes += 'a';
    BOOST_TEST(pickle_refusal(bytes + ".").empty());
}

BOOST_AUTO_TEST_CASE(a_text_is_held_once_however_often_it_is_recalled) {
    constexpr int kTimes = 1000;
    std::string bytes = "\x80\x02]";
    bytes += std::string("X\x00\x10\0\0"sv) + std::string(0x1000, 'x') + "q\x01" + "a";
    for (int i = 1; i < kTimes; ++i)
        bytes +=
            "h\x01q\x02h\x02q\x03"
            "0a";
    const Pickle read = read_pickle(bytes + ".", "p", kNoTensors);
    BOOST_TEST(read.texts.size() == 1U);
    const PickleList& list = *std::get<PickleList*>(read.root);
    BOOST_TEST(list.size() == std::size_t{kTimes});
    for (const PickleValue& value : list) {
        BOOST_TEST(std::get<const std::string*>(value) == &read.texts.front());
    }
}

BOOST_AUTO_TEST_CASE(a_list_that_holds_itself_is_only_data) {
    BOOST_TEST(pickle_refusal("\x80\x02]q\x01h\x01"
                              "a."sv)
                   .empty());
}

BOOST_AUTO_TEST_SUITE_END()
