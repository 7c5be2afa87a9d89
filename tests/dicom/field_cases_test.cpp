// The faults of files in the field: tests/data/field_cases/README.md says what each is.

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <regex>
#include <string>
#include <vector>

#include "base/log.h"
#include "dicom/series.h"
#include "files/json.h"
#include "support/files.h"
#include "support/logged.h"
#include "support/made_dicom.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

std::vector<std::uint32_t> crcs_of(const FloatStack& frames) {
    std::vector<std::uint32_t> crcs;
    for (int s = 0; s < frames.frames; ++s) {
        FloatStack frame(1, frames.height, frames.width);
        std::copy_n(frames.frame(s), frame.frame_size(), frame.pixels.begin());
        crcs.push_back(crc32_of(frame));
    }
    return crcs;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(field_cases)

BOOST_AUTO_TEST_CASE(reads_each_field_case_in_order_and_says_what_is_wrong_with_it) {
    const auto folder = test_file("data/field_cases");
    const Json cases = read_json(folder / "expected.json");
    BOOST_TEST(cases.size() == 23u);
    for (const auto& one : cases.items()) {
        const std::string& name = one.key();
        const Json& expected = one.value();
        BOOST_TEST_CONTEXT(expected.at("fault").get<std::string>() << " " << name) {
            Volume volume;
            const std::size_t before = warning_count();
            const std::string log = logged_by([&] { volume = read_series(folder / name, 2); });
            const auto warns = expected.at("warns").get<std::string>();
            BOOST_TEST(warning_count() - before == expected.value("warnings", warns.empty() ? 0u : 1u), log);
            BOOST_TEST(std::regex_search(log, std::regex(warns)), log);
            const auto frames = expected.at("frames").get<std::vector<std::uint32_t>>();
            BOOST_TEST(crcs_of(volume.frames) == frames, boost::test_tools::per_element());
            if (expected.contains("spacing_mm")) {
                BOOST_TEST((volume.spacing_mm == expected.at("spacing_mm").get<std::array<double, 2>>()));
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
