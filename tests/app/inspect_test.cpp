// `lumbar inspect`, and what it and others check of weights.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>

#include "drawn_demo.h"
#include "files/json.h"
#include "files/text_file.h"
#include "image/image_file.h"
#include "support/files.h"
#include "support/refusal.h"
#include "support/tiny_manifest.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(inspecting)

BOOST_FIXTURE_TEST_CASE(inspect_says_what_a_path_is, Demo) {
    const auto weights_folder = run_lumbar_in_shell("inspect " + weights);
    BOOST_TEST(contains(weights_folder.printed, "6 nets"));
    BOOST_TEST(contains(weights_folder.printed, "stage2_s1_fo, else stage2_s2_sp1"));
    BOOST_TEST(contains(weights_folder.printed, "complete         yes"));
    BOOST_TEST(contains(weights_folder.printed, "checksums        manifest.json lists 0 of 6 nets"));
    const auto net = run_lumbar_in_shell("inspect " + weights + "/cfg_stage1_s1_fold0_untrained.safetensors");
    BOOST_TEST(contains(net.printed, "backbone.stem.stem1.conv.weight"));
    const auto file = run_lumbar_in_shell("inspect " + test_file("data/dicom/syntaxes/9.dcm").string());
    BOOST_TEST(contains(file.printed, "384 x 384"));
    const auto picture = (folder / "series.png").string();
    const auto series =
        run_lumbar_in_shell("inspect " + test_file("data/dicom/sagittal").string() + " --picture " + picture);
    BOOST_TEST(contains(series.printed, "17 of 256 x 256"));
    BOOST_TEST(contains(series.printed, "the patient's left first"), series.printed);
    BOOST_TEST(read_picture(picture).pixels.back() == 255);  // white, where there is no tile
    BOOST_TEST(read_text_file(picture).substr(1, 3) == "PNG");
    BOOST_TEST(run_lumbar_in_shell("inspect /absent").code == 3);
    BOOST_TEST(run_lumbar_in_shell("inspect " + folder.path().string()).code == 3);
}

BOOST_FIXTURE_TEST_CASE(a_net_that_is_not_the_one_that_the_manifest_lists_is_refused_by_its_name, Demo) {
    const std::string net = "cfg_stage1_s1_fold0_untrained.safetensors";
    Json manifest = Json::parse(kTinyManifest);
    manifest["sha256"] = {{net, std::string(64, '0')}};
    write_text(weights + "/manifest.json", manifest.dump());
    const std::string grade = "grade " + data + "/test_images --output " + (folder / "graded").string() +
                              " --no-report --tta 1 --device cpu --weights ";
    for (const std::string& command : {"inspect " + weights, "inspect " + weights + "/" + net,
                                       "check --device cpu --weights " + weights, grade + weights}) {
        const auto refused = run_lumbar_in_shell(command);
        BOOST_TEST(refused.code == 4, refused.printed);
        BOOST_TEST(contains(refused.printed, net), refused.printed);
        BOOST_TEST(contains(refused.printed, "expected sha256 0000"), refused.printed);
    }
}

BOOST_FIXTURE_TEST_CASE(inspect_ends_with_exit_code_4_if_an_ensemble_must_be_complete_and_is_not, Demo) {
    const std::string complete = "inspect --complete " + weights;
    BOOST_TEST(run_lumbar_in_shell(complete).code == 0);
    std::filesystem::remove(weights + "/cfg_stage1_s1_fold0_untrained.json");
    BOOST_TEST(
        contains(run_lumbar_in_shell("inspect " + weights).printed, "no: no stage 1 net for T1 series"));
    const auto refused = run_lumbar_in_shell(complete);
    BOOST_TEST(refused.code == 4);
    BOOST_TEST(contains(refused.printed, "cannot grade every condition: no stage 1 net for T1 series"));
    BOOST_TEST(run_lumbar_in_shell("inspect --complete " + data).code == 2);
}

BOOST_AUTO_TEST_CASE(inspect_draws_what_training_may_make_of_a_series) {
    const TemporaryFolder folder;
    const auto series = test_file("data/dicom/sagittal").string();
    const auto sheet = [&](const std::string& name, const std::string& more) {
        const auto path = (folder / name).string();
        const auto drawn = run_lumbar_in_shell("inspect " + series + " --augment " + path + more);
        BOOST_REQUIRE_MESSAGE(drawn.code == 0, drawn.printed);
        BOOST_TEST(contains(drawn.printed, "row 1, column 1  as it is"));
        BOOST_TEST(contains(drawn.printed, "  plan 11\n"));
        return read_picture(path);
    };
    const auto first = sheet("1.png", ""), again = sheet("2.png", " --seed 0"),
               other = sheet("3.png", " --seed 9");
    BOOST_TEST(first.height > 5 * 256);
    BOOST_TEST(first.width > 6 * 256);
    BOOST_TEST(first.pixels.front() == 255);  // a gap
    BOOST_TEST((first.pixels == again.pixels));
    BOOST_TEST((first.pixels != other.pixels));
    // Nothing in the first row of tiles is left to chance.
    const auto top = static_cast<std::ptrdiff_t>(first.width) * 256;
    BOOST_TEST(std::equal(first.pixels.begin(), first.pixels.begin() + top, other.pixels.begin()));
    BOOST_TEST(run_lumbar_in_shell("inspect " + series + "/absent --augment x.png").code == 3);
    BOOST_TEST(run_lumbar_in_shell("inspect " + folder.path().string() + " --augment x.png").code == 2);
}

BOOST_AUTO_TEST_SUITE_END()
