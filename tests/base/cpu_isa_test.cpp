#include "base/cpu_isa.h"

#include <boost/test/unit_test.hpp>

using namespace lumbar;

BOOST_AUTO_TEST_SUITE(cpu_isas)

BOOST_AUTO_TEST_CASE(are_limited_by_the_words_of_onednn) {
    BOOST_TEST((limited(CpuIsa::amx, "AVX2") == CpuIsa::avx2));
    BOOST_TEST((limited(CpuIsa::amx, "avx512_core_bf16") == CpuIsa::avx512_bf16));
    BOOST_TEST((limited(CpuIsa::avx512_bf16, "AVX512_CORE_VNNI") == CpuIsa::avx512));
}

BOOST_AUTO_TEST_CASE(are_never_more_than_the_cpu_has) {
    BOOST_TEST((limited(CpuIsa::avx2, "AVX512_CORE_AMX") == CpuIsa::avx2));
    for (const char* none : {"DEFAULT", "ALL", "AVX3", ""}) {
        BOOST_TEST((limited(CpuIsa::avx512, none) == CpuIsa::avx512));
    }
    BOOST_TEST((limited(CpuIsa::avx512, nullptr) == CpuIsa::avx512));
}

BOOST_AUTO_TEST_CASE(compute_bfloat16_faster_by_amx_and_on_an_amd) {
    for (const char* vendor : {"AMD", "Intel", ""}) {
        BOOST_TEST(bfloat16_is_faster(CpuIsa::amx, vendor));
        BOOST_TEST(!bfloat16_is_faster(CpuIsa::avx512, vendor));
        BOOST_TEST(bfloat16_is_faster(CpuIsa::avx512_bf16, vendor) == (vendor != std::string_view("Intel")));
    }
}

BOOST_AUTO_TEST_SUITE_END()
