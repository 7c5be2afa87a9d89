#include "synth/plain_folder.h"

#include <boost/test/unit_test.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dicom/series_header.h"
#include "dicom_file/file_probe.h"
#include "files/text_file.h"
#include "support/files.h"
#include "synth/synthetic_data.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

struct Export {
    test::TemporaryFolder folder;
    std::map<std::string, std::map<std::string, std::vector<SeriesHeader>>> series;  // by folder and UID

    Export() {
        SynthSpec spec;
        spec.output = folder / "export";
        spec.studies = 2;
        spec.seed = 5;
        spec.image_size = 72;
        spec.layout = SynthLayout::plain;
        write_synthetic_data(spec);
        for (const auto& entry : fs::recursive_directory_iterator(spec.output)) {
            if (!entry.is_regular_file() || !begins_as_dicom(entry.path())) continue;
            const SeriesHeader header = read_series_header(entry.path());
            series[entry.path().parent_path().filename()][header.series_uid].push_back(header);
        }
    }
};

const Export& exported() {
    static const Export once;
    return once;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plain_folders)

BOOST_AUTO_TEST_CASE(hold_all_series_of_a_patient_in_one_folder) {
    BOOST_REQUIRE(exported().series.size() == 2U);
    for (const auto& [folder, series] : exported().series) {
        BOOST_TEST(series.size() == 6U);
        std::set<std::string> patients, studies;
        for (const auto& [uid, headers] : series) {
            for (const SeriesHeader& header : headers) {
                patients.insert(header.patient_id);
                studies.insert(header.study_uid);
            }
        }
        BOOST_TEST(patients.size() == 1U);
        BOOST_TEST(studies.size() == 1U);
    }
}

BOOST_AUTO_TEST_CASE(hold_a_localizer_a_map_and_a_capture_beside_the_acquired_series) {
    for (const auto& [folder, series] : exported().series) {
        std::map<std::string, int> types;
        for (const auto& [uid, headers] : series) {
            const SeriesHeader& first = headers.front();
            const bool is_capture = first.sop_class == "1.2.840.10008.5.1.4.1.1.7";
            ++types[is_capture ? "capture" : first.image_type];
            BOOST_TEST(first.orientation.has_value() == !is_capture);
            BOOST_TEST(first.repetition_ms.has_value() == !is_capture);
        }
        BOOST_TEST(types["ORIGINAL\\PRIMARY\\LOCALIZER"] == 1);
        BOOST_TEST(types["ORIGINAL\\PRIMARY\\M\\ND"] == 3);
        BOOST_TEST(types["DERIVED\\PRIMARY\\DIFFUSION\\ADC"] == 1);
        BOOST_TEST(types["capture"] == 1);
    }
}

BOOST_AUTO_TEST_CASE(have_neither_list_nor_extensions_but_a_file_that_is_no_dicom) {
    const fs::path folder = exported().folder / "export";
    std::set<std::string> beginnings;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        const std::string name = entry.path().filename();
        BOOST_TEST(!name.ends_with(".dcm"));
        BOOST_TEST(!name.ends_with(".csv"));
        beginnings.insert(name.substr(0, 2));
    }
    BOOST_TEST((beginnings == std::set<std::string>{"1.", "IM", "RE"}));
    BOOST_TEST(!read_text_file(folder / "README.txt").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace lumbar
