// The program as its users meet it: exit codes, what is printed, what is written.
#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <filesystem>
#include <string>

#include "core/findings.h"
#include "drawn_demo.h"
#include "files/json.h"
#include "files/text_file.h"
#include "support/files.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// As `evaluate` prints a score.
std::string six_decimals(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.6f", value);
    return text.data();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(commands)

BOOST_AUTO_TEST_CASE(version_and_help_are_answered) {
    const auto version = run_lumbar_in_shell("--version");
    BOOST_TEST(version.code == 0);
    for (const char* part : {"lumbar ", " edition)", "LibTorch ", "oneDNN ", "DCMTK ", "CPU: "}) {
        BOOST_TEST(contains(version.printed, part), version.printed);
    }
    BOOST_TEST(contains(run_lumbar_in_shell("--help").printed, "Exit codes"));
    BOOST_TEST(run_lumbar_in_shell("help predict").code == 0);
}

// As bash does it when somebody presses the tab key behind `lumbar predict --de`.
BOOST_AUTO_TEST_CASE(bash_completes_commands_and_flags) {
    const TemporaryFolder folder;
    const auto completed = [&](const std::string& words) {
        write_text(folder / "complete.sh", "source <('" + lumbar_executable().string() +
                                               "' completion bash)\nCOMP_WORDS=(" + words +
                                               ")\nCOMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n_lumbar\n"
                                               "echo ${COMPREPLY[@]}\n");
        return run_in_shell("bash '" + (folder / "complete.sh").string() + "' 2>&1").printed;
    };
    BOOST_TEST(completed("lumbar pre") == "predict prepare\n");
    BOOST_TEST(completed("lumbar predict --de") == "--device --deadline\n");
    BOOST_TEST(completed("lumbar help fo") == "folds\n");
}

BOOST_AUTO_TEST_CASE(wrong_use_is_exit_code_2) {
    BOOST_TEST(run_lumbar_in_shell("").code == 2);
    BOOST_TEST(run_lumbar_in_shell("foretell").code == 2);
    BOOST_TEST(run_lumbar_in_shell("predict --data x").code == 2);
}

BOOST_AUTO_TEST_CASE(a_log_takes_the_place_of_an_earlier_log_alone) {
    const TemporaryFolder folder;
    const auto log = (folder / "log.txt").string(), list = (folder / "train.csv").string();
    for (int i = 0; i < 2; ++i) {
        const auto logged = run_lumbar_in_shell("inspect /absent --log " + log);
        BOOST_TEST(logged.code == 3, logged.printed);
    }
    write_text(list, "study_id,series_id\n");
    const auto refused = run_lumbar_in_shell("inspect /absent --log " + list);
    BOOST_TEST(refused.code == 2, refused.printed);
    BOOST_TEST(contains(refused.printed, "is no log"), refused.printed);
    BOOST_TEST(read_text_file(list) == "study_id,series_id\n");
    BOOST_TEST(run_lumbar_in_shell("inspect /absent --log " + (folder / "absent/log.txt").string()).code ==
               5);
}

BOOST_AUTO_TEST_CASE(an_answer_that_cannot_be_printed_is_exit_code_5) {
    BOOST_TEST(run_lumbar_in_shell("--version >/dev/full").code == 5);
}

BOOST_FIXTURE_TEST_CASE(synthetic_studies_are_predicted_and_scored, Demo) {
    const auto predicted = run_lumbar_in_shell(predict_flags());
    BOOST_TEST(predicted.code == 0);
    BOOST_TEST(contains(predicted.printed, "2 studies, 4 series read, 0 left out"));
    BOOST_TEST(contains(predicted.printed, "50 rows"));
    const auto scored =
        run_lumbar_in_shell("evaluate --labels " + data + "/train.csv --predictions " + submission);
    BOOST_TEST(scored.code == 0);
    for (const char* part :
         {"score ", "spinal", "foraminal", "subarticular", "any_severe_spinal", "over 2 studies"}) {
        BOOST_TEST(contains(scored.printed, part));
    }
}

BOOST_FIXTURE_TEST_CASE(training_data_is_prepared_once, Demo) {
    const std::string cache = (folder / "cache").string();
    const std::string flags = "prepare --data " + data + " --output " + cache;
    const auto first = run_lumbar_in_shell(flags), second = run_lumbar_in_shell(flags);
    BOOST_TEST(first.code == 0);
    BOOST_TEST(contains(first.printed, "4 series: 4 prepared, 0 kept, 0 left out, 0 without points"));
    BOOST_TEST(second.code == 0);
    BOOST_TEST(contains(second.printed, "4 series: 0 prepared, 4 kept, 0 left out, 0 without points"));
    BOOST_TEST(run_lumbar_in_shell("prepare --data /absent --output " + cache).code == 3);
    BOOST_TEST(run_lumbar_in_shell("prepare --data " + data + " --output " + data + "/train.csv").code == 5);
}

BOOST_FIXTURE_TEST_CASE(quietly_it_prints_its_summary_and_warnings_alone, Demo) {
    BOOST_TEST(contains(run_lumbar_in_shell(predict_flags()).printed, "predict: 2 of 2 studies"));
    const auto quiet = run_lumbar_in_shell(predict_flags() + " --quiet");
    BOOST_TEST(quiet.code == 0, quiet.printed);
    BOOST_TEST(!contains(quiet.printed, "predict: "), quiet.printed);
    BOOST_TEST(!contains(quiet.printed, "info: "), quiet.printed);
    BOOST_TEST(contains(quiet.printed, "2 studies graded"), quiet.printed);
}

BOOST_FIXTURE_TEST_CASE(a_log_holds_the_command_the_version_the_device_and_the_summary, Demo) {
    const auto log = folder / "log.txt";
    const auto done = run_lumbar_in_shell(predict_flags() + " --log " + log.string());
    BOOST_TEST(done.code == 0, done.printed);
    const std::string text = read_text_file(log);
    for (const char* part :
         {"lumbar predict --data ", "(lumbar 0.", "device: CPU", "50 rows in ", "2 studies graded"}) {
        BOOST_TEST(contains(text, part), part << " in " << text);
    }
}

BOOST_FIXTURE_TEST_CASE(a_submission_is_scored_beside_the_class_prior, Demo) {
    run_lumbar_in_shell(predict_flags());
    const std::string labels = data + "/train.csv";
    const auto scored = run_lumbar_in_shell("evaluate --labels " + labels + " --predictions " + submission +
                                            " --prior-labels " + labels);
    BOOST_TEST(scored.code == 0);
    BOOST_TEST(contains(scored.printed, "over 2 studies (class prior "));
}

BOOST_FIXTURE_TEST_CASE(a_submission_is_evaluated_on_a_page_and_in_json, Demo) {
    run_lumbar_in_shell(predict_flags());
    const std::string page = (folder / "evaluation.html").string(),
                      json = (folder / "evaluation.json").string();
    const std::string flags = "evaluate --labels " + data + "/train.csv --predictions " + submission +
                              " --resamples 20 --report " + page + " --json ";
    const auto evaluated = run_lumbar_in_shell(flags + json);
    BOOST_TEST(evaluated.code == 0, evaluated.printed);
    BOOST_TEST(contains(evaluated.printed, "score "), evaluated.printed);
    BOOST_TEST(contains(evaluated.printed, "95 % interval of the score"), evaluated.printed);
    BOOST_TEST(contains(evaluated.printed, page), evaluated.printed);
    BOOST_TEST(contains(read_text_file(page), "\"kind\":\"evaluation\""));
    const Json figures = read_json(json);
    BOOST_TEST(figures.at("studies") == 2);
    BOOST_TEST(figures.at("subsets").size() == 38U);
    BOOST_TEST(contains(evaluated.printed, "score " + six_decimals(figures["score"]["total"]["value"])));
    BOOST_TEST(figures.at("program").get<std::string>().starts_with("lumbar "));
    BOOST_TEST(run_lumbar_in_shell(flags + json + " --pages /absent").code == 3);
    BOOST_TEST(run_lumbar_in_shell(flags + "/absent/e.json").code == 5);
}

BOOST_FIXTURE_TEST_CASE(nets_are_cross_validated, Demo) {
    const std::string flags = "evaluate --data " + data + " --weights " + weights + " --tta 1";
    const std::string page = (folder / "evaluation.html").string();
    const auto validated =
        run_lumbar_in_shell(flags + " --output " + submission + " --report " + page + " --resamples 9");
    BOOST_TEST(validated.code == 0);
    BOOST_TEST(contains(read_text_file(page), "\"kind\":\"evaluation\""));
    for (const char* part : {"over 1 studies (class prior ", "fold 0 ", "stage2_s1_fo ", "stage2_s2_su ",
                             "ensemble ", "1 in folds without a net", "0 of 25 rows are class priors"}) {
        BOOST_TEST(contains(validated.printed, part), part << " in " << validated.printed);
    }
    BOOST_TEST(std::filesystem::exists(submission));
    BOOST_TEST(run_lumbar_in_shell(flags + " --labels " + data + "/train.csv").code == 2);
}

BOOST_FIXTURE_TEST_CASE(a_broken_study_is_exit_code_0_with_a_warning, Demo) {
    for (const auto& study : std::filesystem::directory_iterator(data + "/train_images")) {
        std::filesystem::remove_all(study);
        break;
    }
    const auto predicted = run_lumbar_in_shell(predict_flags());
    BOOST_TEST(predicted.code == 0);
    BOOST_TEST(contains(predicted.printed, "class priors in 25 of 25 rows"));
    BOOST_TEST(contains(predicted.printed, "50 rows"));
}

BOOST_FIXTURE_TEST_CASE(unusable_input_has_an_exit_code_for_its_kind, Demo) {
    BOOST_TEST(
        run_lumbar_in_shell("predict --data /absent --weights " + weights + " --output " + submission).code ==
        3);
    BOOST_TEST(
        run_lumbar_in_shell("predict --data " + data + " --weights /absent --output " + submission).code ==
        4);
    BOOST_TEST(
        run_lumbar_in_shell("predict --data " + data + " --weights " + weights + " --output /absent/s.csv")
            .code == 5);
    BOOST_TEST(!std::filesystem::exists(submission));
    BOOST_TEST(run_lumbar_in_shell("evaluate --labels /absent --predictions /absent").code == 3);
    BOOST_TEST(run_lumbar_in_shell("synth --output " + data + " --studies 1").code == 2);
}

BOOST_FIXTURE_TEST_CASE(nets_are_converted_back_and_forth_and_predict_the_same, Demo) {
    run_lumbar_in_shell(predict_flags());
    const std::string before = read_text_file(submission);
    const std::string net = weights + "/cfg_stage2_s2_su_fold0_untrained";
    BOOST_TEST(run_lumbar_in_shell("convert " + net + ".safetensors " + net + ".pt").code == 0);
    std::filesystem::remove(net + ".safetensors");
    BOOST_TEST(run_lumbar_in_shell(predict_flags()).code == 0);
    BOOST_TEST((read_text_file(submission) == before));
    BOOST_TEST(
        run_lumbar_in_shell("convert " + net + ".pt " + weights + "/half.safetensors --dtype float16").code ==
        0);
    BOOST_TEST(std::filesystem::exists(weights + "/half.json"));
    BOOST_TEST(std::filesystem::file_size(weights + "/half.safetensors") <
               std::filesystem::file_size(net + ".pt") * 6 / 10);
}

BOOST_FIXTURE_TEST_CASE(a_net_becomes_an_onnx_file, Demo) {
    const std::string net = weights + "/cfg_stage2_s2_su_fold0_untrained";
    const auto made = run_lumbar_in_shell("convert " + net + ".safetensors " + weights + "/net.onnx");
    BOOST_TEST(made.code == 0, made.printed);
    BOOST_TEST(contains(made.printed, "frames [batch,6,1,32,32], mask [batch,6] -> logits [batch,5,3]"),
               made.printed);
    BOOST_TEST(!std::filesystem::exists(weights + "/net.json"));  // it would be a net without weights there
    BOOST_TEST(run_lumbar_in_shell("inspect " + weights).code == 0);
    BOOST_TEST(run_lumbar_in_shell("convert " + net + ".safetensors " + net + ".onnx --dtype float16").code ==
               2);
    BOOST_TEST(!std::filesystem::exists(net + ".onnx"));
    std::filesystem::remove(net + ".json");
    const auto refused = run_lumbar_in_shell("convert " + net + ".safetensors " + net + ".onnx");
    BOOST_TEST(refused.code == 4);
    BOOST_TEST(contains(refused.printed, "no metadata beside the weights"), refused.printed);
}

BOOST_AUTO_TEST_CASE(denoise_lists_the_labels_that_predictions_contradict) {
    const TemporaryFolder folder;
    std::string labels = "study_id", severe = "1";
    for (const auto condition : kConditionNames) {
        for (const auto level : kLevelNames) {
            labels.append(",").append(condition).append("_").append(level);
            severe += ",Severe";
        }
    }
    write_text(folder / "train.csv", labels + "\n" + severe + "\n2" + std::string(25, ',') + "\n");
    const std::string header = "row_id,normal_mild,moderate,severe\n";
    write_text(folder / "oof.csv", header + "1_spinal_canal_stenosis_l4_l5,0.8,0.1,0.1\n" +
                                       "1_spinal_canal_stenosis_l5_s1,0.1,0.1,0.8\n" +
                                       "3_spinal_canal_stenosis_l5_s1,0.1,0.1,0.8\n");
    const std::string flags = "denoise --labels " + (folder / "train.csv").string() + " --output " +
                              (folder / "noisy.csv").string() + " --oof " + (folder / "oof.csv").string();
    const auto made = run_lumbar_in_shell(flags);
    BOOST_TEST(made.code == 0);
    BOOST_TEST(contains(made.printed,
                        "spinal_canal_stenosis                  5        1            0         0       1"));
    BOOST_TEST(contains(made.printed, "1 of 2 studies have no prediction"));
    BOOST_TEST(contains(made.printed, "1 predictions are of studies without labels"));
    BOOST_TEST(read_text_file(folder / "noisy.csv") ==
               "study_id,target,level\n1,spinal_canal_stenosis,l4_l5\n");
    write_text(folder / "oof.csv", header + "3_spinal_canal_stenosis_l5_s1,0.1,0.1,0.8\n");
    std::filesystem::remove(folder / "noisy.csv");
    const auto refused = run_lumbar_in_shell(flags);
    BOOST_TEST(refused.code == 3);
    BOOST_TEST(contains(refused.printed, "none of the labelled studies is predicted"));
    BOOST_TEST(!std::filesystem::exists(folder / "noisy.csv"));
}

BOOST_AUTO_TEST_SUITE_END()
