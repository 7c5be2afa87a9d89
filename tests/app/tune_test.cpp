// `lumbar tune`, and who uses what it wrote.
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>

#include "base/cpu_isa.h"
#include "drawn_demo.h"
#include "files/json.h"
#include "support/environment.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(tune_command)

BOOST_FIXTURE_TEST_CASE(prints_and_saves_what_predict_then_uses, Demo) {
    const std::string file = (folder / "new/tuning.json").string();
    const auto tuned = run_lumbar_in_shell("tune --weights " + weights + " --output " + file);
    BOOST_REQUIRE_MESSAGE(tuned.code == 0, tuned.printed);
    for (const std::string part :
         {"precision  channels", "direct", "chosen", "stage2_s2_su", "with LUMBAR_TUNING="}) {
        BOOST_TEST(contains(tuned.printed, part), tuned.printed);
    }
    Json tuning = read_json(file);
    BOOST_TEST(!tuning.at("convolutions").empty());

    const Environment named("LUMBAR_TUNING", file);
    for (const std::string precision : {"fp32", "bf16"}) {
        if (precision == "bf16" && cpu_isa() < CpuIsa::avx512) continue;  // which cannot compute it
        tuning["precision"] = precision;
        write_text(file, tuning.dump());
        const auto predicted = run_lumbar_in_shell(predict_flags());
        BOOST_TEST(predicted.code == 0, predicted.printed);
        const char* name = precision == "fp32" ? "device: CPU, float32" : "device: CPU, bfloat16";
        BOOST_TEST(contains(predicted.printed, name), predicted.printed);
    }
}

BOOST_FIXTURE_TEST_CASE(refuses_to_measure_for_nothing, Demo) {
    const auto off =
        run_lumbar_in_shell("tune --weights " + weights);  // with the LUMBAR_TUNING= of all tests
    BOOST_TEST(off.code == 2, off.printed);
    BOOST_TEST(contains(off.printed, "an empty LUMBAR_TUNING"), off.printed);
    const Environment mistyped("LUMBAR_TUNING", (folder / "absent.json").string());
    const auto predicted = run_lumbar_in_shell(predict_flags());
    BOOST_TEST(predicted.code == 2, predicted.printed);
    BOOST_TEST(contains(predicted.printed, "absent.json"), predicted.printed);
}

BOOST_AUTO_TEST_SUITE_END()
