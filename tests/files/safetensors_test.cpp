#include "files/safetensors.h"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "base/error.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using test::contains;

namespace {

// A file with this header and `bytes` zero bytes of data.
struct ForgedFile {
    test::TemporaryFolder folder;

    std::string refusal(const std::string& header, std::size_t bytes) const {
        const std::uint64_t size = header.size();
        std::string file(reinterpret_cast<const char*>(&size), sizeof size);
        return refusal_of(file + header + std::string(bytes, '\0'));
    }
    std::string refusal_of(const std::string& file) const {
        test::write_text(folder / "f.safetensors", file);
        return test::refusal_of([&] { SafetensorsFile(folder / "f.safetensors"); }, ExitCode::weights);
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(safetensors)

BOOST_AUTO_TEST_CASE(reads_back_what_it_wrote) {
    const test::TemporaryFolder folder;
    std::vector<float> weights = {1.5F, -2.0F, 3.0F};
    std::vector<std::int64_t> count = {7};
    write_safetensors(folder / "a.safetensors",
                      {{"w", DType::f32, {3, 1}, reinterpret_cast<std::byte*>(weights.data()), 12},
                       {"empty", DType::f16, {0, 4}, nullptr, 0},
                       {"n", DType::i64, {}, reinterpret_cast<std::byte*>(count.data()), 8}},
                      {{"format", "pt"}});
    const SafetensorsFile file(folder / "a.safetensors");
    BOOST_TEST(file.tensors().size() == 3U);
    BOOST_TEST(file.metadata().at("format") == "pt");
    BOOST_TEST((file.at("w").shape == std::vector<std::int64_t>{3, 1}));
    const auto* read = reinterpret_cast<const float*>(file.at("w").data);
    BOOST_TEST((std::vector<float>(read, read + 3) == weights));
    BOOST_TEST(file.at("n").shape.empty());
    BOOST_TEST(file.at("empty").size_bytes == 0U);
    BOOST_CHECK_THROW((void)file.at("absent"), Error);
}

BOOST_FIXTURE_TEST_CASE(refuses_offsets_that_overlap_leave_holes_or_leave_the_file, ForgedFile) {
    const std::string a = R"("a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]})";
    BOOST_TEST(refusal("{" + a + "}", 4).empty());
    BOOST_TEST(contains(refusal("{" + a + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}})", 6),
                        "overlaps"));
    BOOST_TEST(contains(refusal("{" + a + R"(,"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}})", 12),
                        "hole"));
    BOOST_TEST(contains(refusal("{" + a + "}", 2), "outside the file"));
    BOOST_TEST(contains(refusal("{" + a + "}", 8), "bytes after the last tensor"));
    BOOST_TEST(contains(refusal(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", 4),
                        "outside the file"));
    BOOST_TEST(!refusal(R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}})", 4).empty());
}

BOOST_FIXTURE_TEST_CASE(refuses_sizes_that_do_not_fit_the_shape, ForgedFile) {
    BOOST_TEST(
        contains(refusal(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4), "do not fit"));
    BOOST_TEST(
        contains(refusal(R"({"a":{"dtype":"F64","shape":[4611686018427387904,4],"data_offsets":[0,0]}})", 0),
                 "do not fit"));
    // No bytes, but the other extents overflow whatever multiplies them.
    BOOST_TEST(contains(
        refusal(R"({"a":{"dtype":"F32","shape":[0,1099511627776,1099511627776],"data_offsets":[0,0]}})", 0),
        "tensor 'a' has bytes that do not fit its shape"));
    BOOST_TEST(
        contains(refusal(R"({"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", 4), "bad shape"));
    BOOST_TEST(
        contains(refusal(R"({"a":{"dtype":"F8","shape":[1],"data_offsets":[0,1]}})", 1), "unknown type"));
}

BOOST_FIXTURE_TEST_CASE(refuses_absurd_headers, ForgedFile) {
    BOOST_TEST(contains(refusal_of(""), "not a safetensors file"));
    BOOST_TEST(contains(refusal_of("\xff\xff\xff\xff\xff\xff\xff\x7f{}"), "longer than the file"));
    BOOST_TEST(contains(refusal("{", 0), "not JSON"));
    BOOST_TEST(contains(refusal("[]", 0), "not a JSON object"));
    BOOST_TEST(contains(refusal(R"({"a":{}})", 0), "malformed"));
    BOOST_TEST(contains(refusal(R"({"a":3})", 0), "malformed"));
    BOOST_TEST(
        contains(refusal(R"({"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{}})", 0), "twice"));
    BOOST_TEST(contains(refusal(std::string(100000, '['), 0), "not JSON"));
}

BOOST_FIXTURE_TEST_CASE(refuses_shapes_nested_or_long_beyond_use_at_once, ForgedFile) {
    const auto with_shape = [&](const std::string& shape) {
        return refusal(R"({"a":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":[0,4]}})", 4);
    };
    const std::string nested = std::string(200000, '[') + std::string(200000, ']');
    BOOST_TEST(contains(with_shape(nested), "not JSON of few levels"));
    BOOST_TEST(contains(with_shape("[[1]]"), "bad shape"));
    std::string ones = "[1";
    for (int i = 1; i < 100000; ++i) ones += ",1";
    BOOST_TEST(contains(with_shape(ones + "]"), "bad shape"));
}

// In less than a second: looking every name up among all others took over a minute.
BOOST_FIXTURE_TEST_CASE(reads_tens_of_thousands_of_names, ForgedFile) {
    constexpr int kNames = 60000;
    std::string header = "{";
    for (int i = 0; i < kNames; ++i) {
        header += (i ? ",\"" : "\"") + std::to_string(i) + R"(":{"dtype":"U8","shape":[],"data_offsets":[)" +
                  std::to_string(i) + "," + std::to_string(i + 1) + "]}";
    }
    BOOST_TEST(refusal(header + "}", kNames) == "");
}

BOOST_FIXTURE_TEST_CASE(refuses_every_truncation_of_a_real_file, ForgedFile) {
    const std::string whole = read_text_file(test::test_file("golden/metric.safetensors"));
    BOOST_TEST(refusal_of(whole).empty());
    for (std::size_t size = 0; size < whole.size(); size += 997) {
        BOOST_TEST(!refusal_of(whole.substr(0, size)).empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
