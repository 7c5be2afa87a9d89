#include "nn/conv_table.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "nn/packed_conv.h"

using namespace lumbar;

namespace {

constexpr ConvChoice kDirect{}, kWinograd{ConvAlgorithm::winograd, 1000};

bool takes_a_candidate(const ConvTable& table, const ConvKind& kind) {
    const auto all = conv_candidates(kind);
    return std::find(all.begin(), all.end(), table.choice(kind)) != all.end();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conv_table)

BOOST_AUTO_TEST_CASE(takes_a_measured_candidate_for_every_instruction_set) {
    for (const auto isa :
         {CpuIsa::baseline, CpuIsa::avx2, CpuIsa::avx512, CpuIsa::avx512_bf16, CpuIsa::amx}) {
        const ConvTable table(isa);
        for (const auto precision : {torch::kFloat32, torch::kBFloat16}) {
            for (const std::int64_t channels : {16, 64, 128, 512}) {
                BOOST_TEST(takes_a_candidate(table, {precision, channels, channels}));
            }
            BOOST_TEST((table.choice({precision, 16, 512}) == table.choice({precision, 512, 16})));
        }
    }
}

BOOST_AUTO_TEST_CASE(takes_the_winograd_algorithm_where_it_was_found_faster) {
    if (!PackedConv::is_fast_on_cpu()) return;  // with Debian's LibTorch
    const auto is_winograd = [](CpuIsa isa, torch::ScalarType precision, std::int64_t channels) {
        return ConvTable(isa).choice({precision, channels, channels}).algorithm == ConvAlgorithm::winograd;
    };
    for (const auto precision : {torch::kFloat32, torch::kBFloat16}) {
        BOOST_TEST(is_winograd(CpuIsa::avx512_bf16, precision, 64));
        BOOST_TEST(!is_winograd(CpuIsa::avx512_bf16, precision, 48));
    }
    BOOST_TEST(!is_winograd(CpuIsa::amx, torch::kBFloat16, 64));
}

BOOST_AUTO_TEST_CASE(has_one_candidate_for_channels_that_winograd_cannot_compute) {
    BOOST_TEST(conv_candidates({torch::kFloat32, 64, 96}).size() > 1);
    BOOST_TEST((conv_candidates({torch::kFloat32, 64, 40}) == std::vector<ConvChoice>{kDirect}));
}

BOOST_AUTO_TEST_CASE(takes_the_direct_algorithm_where_nothing_was_measured) {
    BOOST_TEST((ConvTable(CpuIsa::baseline).choice({torch::kFloat32, 64, 64}) == kDirect));
    BOOST_TEST((ConvTable(CpuIsa::avx2).choice({torch::kBFloat16, 64, 64}) == kDirect));
    if (!PackedConv::is_fast_on_cpu()) {
        BOOST_TEST((ConvTable(CpuIsa::avx512).choice({torch::kFloat32, 64, 64}) == kDirect));
    }
}

BOOST_AUTO_TEST_CASE(prefers_what_was_set_for_that_kind_alone) {
    ConvTable table(CpuIsa::baseline);
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
