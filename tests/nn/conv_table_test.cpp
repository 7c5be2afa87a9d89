#include "nn/conv_table.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "nn/packed_conv.h"

using namespace lumbar;

namespace {

constexpr ConvChoice kDirect{}, kWinograd{ConvAlgorithm::winograd, 1000};

bool is_candidate(const ConvChoice& choice) {
    const auto all = conv_candidates();
    return std::find(all.begin(), all.end(), choice) != all.end();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv_table)

BOOST_AUTO_TEST_CASE(takes_a_measured_candidate_for_every_instruction_set) {
    for (const auto isa : {CpuIsa::sse41, CpuIsa::avx2, CpuIsa::avx512, CpuIsa::avx512_bf16, CpuIsa::amx}) {
        const ConvTable table(isa);
        for (const auto precision : {torch::kFloat32, torch::kBFloat16}) {
            for (const std::int64_t channels : {16, 64, 128, 512}) {
                BOOST_TEST(is_candidate(table.choice({precision, channels, channels})));
            }
            BOOST_TEST((table.choice({precision, 16, 512}) == table.choice({precision, 512, 16})));
        }
    }
}

BOOST_AUTO_TEST_CASE(takes_the_direct_algorithm_where_nothing_was_measured) {
    BOOST_TEST((ConvTable(CpuIsa::sse41).choice({torch::kFloat32, 64, 64}) == kDirect));
    BOOST_TEST((ConvTable(CpuIsa::avx2).choice({torch::kBFloat16, 64, 64}) == kDirect));
    if (!PackedConv::is_fast_on_cpu()) {
        BOOST_TEST((ConvTable(CpuIsa::avx512).choice({torch::kFloat32, 64, 64}) == kDirect));
    }
}

BOOST_AUTO_TEST_CASE(prefers_what_was_set_for_that_kind_alone) {
    ConvTable table(CpuIsa::sse41);
    table.set({torch::kFloat32, 64, 96}, kWinograd);
    BOOST_TEST((table.choice({torch::kFloat32, 64, 96}) == kWinograd));
    BOOST_TEST((table.choice({torch::kFloat32, 96, 64}) == kDirect));
    BOOST_TEST((table.choice({torch::kBFloat16, 64, 96}) == kDirect));
}

BOOST_AUTO_TEST_CASE(can_have_one_choice_for_all) {
    const ConvTable table = ConvTable::only(kWinograd);
    BOOST_TEST((table.choice({torch::kFloat32, 1, 2}) == kWinograd));
}

BOOST_AUTO_TEST_SUITE_END()
