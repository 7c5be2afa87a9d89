#include "pipeline/predict.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <functional>

#include "base/error.h"
#include "competition.h"
#include "competition/points_file.h"
#include "files/json.h"
#include "files/text_file.h"
#include "support/logged.h"
#include "support/refusal.h"
#include "support/tiny_manifest.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

// The run fails with this code and leaves no output.
void check_refusal(const Competition& competition, const PredictOptions& options, ExitCode code) {
    BOOST_CHECK_EXCEPTION(competition.predict(options), Error, [&](const Error& e) {
        BOOST_TEST_MESSAGE(e.what());
        return e.code() == code;
    });
    BOOST_TEST(!fs::exists(competition.output()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(predicting)

BOOST_AUTO_TEST_CASE(nets_that_do_not_fit_into_the_memory_allowed_are_refused) {
    const Competition competition;
    PredictOptions options = competition.options();
    options.memory_gb = 0.001;
    check_refusal(competition, options, ExitCode::usage);
}

BOOST_AUTO_TEST_CASE(threads_and_batches_do_not_change_the_rows) {
    const Competition competition;
    PredictOptions options = competition.options();
    options.tta = 3;
    const Rows two_threads = competition.predict(options).rows;
    options.threads = 1;
    options.batch = 2;
    for (const auto& [id, p] : competition.predict(options).rows) {
        for (std::size_t i = 0; i < kClasses; ++i) BOOST_TEST(std::abs(p[i] - two_threads.at(id)[i]) < 1e-4);
    }
}

BOOST_AUTO_TEST_CASE(saved_points_stand_in_for_stage_1) {
    const Competition competition;
    PredictOptions options = competition.options();
    options.save_points = competition / "points.csv";
    const Rows rows = competition.predict(options).rows;
    BOOST_TEST(read_points(*options.save_points).size() == 4U);
    options.save_points.reset();
    options.points = competition / "points.csv";
    for (const auto& file : fs::directory_iterator(competition.weights())) {
        if (file.path().string().find("stage1") != std::string::npos) fs::remove(file);
    }
    BOOST_TEST((competition.predict(options).rows == rows));
}

BOOST_AUTO_TEST_CASE(a_series_without_points_is_left_out) {
    const Competition competition;
    PredictOptions options = competition.options();
    options.save_points = options.points = competition / "points.csv";
    write_points(*options.points, {});
    const Prediction prediction = competition.predict(options);
    BOOST_TEST(prediction.summary.series_failed == 4U);
    BOOST_TEST(prediction.summary.rows_from_priors == 50U);
}

BOOST_AUTO_TEST_CASE(points_off_the_image_cost_their_level_alone) {
    const Competition competition;
    PredictOptions options = competition.options();
    options.save_points = competition / "points.csv";
    competition.predict(options);
    SeriesPoints points = read_points(*options.save_points);
    points.at(competition.series(0, SeriesKind::sagittal_t2).id)[0] = {Point{3.0, 0.2}, Point{3.1, 0.2}};
    write_points(*options.save_points, points);
    options.save_points.reset();
    options.points = competition / "points.csv";
    BOOST_TEST(competition.predict(options).summary.rows_from_priors == 3U);  // spinal and both subarticular
}

BOOST_AUTO_TEST_CASE(only_the_recipes_asked_for_vote) {
    const Competition competition;
    PredictOptions options = competition.options();
    options.recipes = {"stage2_s1_fo"};
    const Prediction prediction = competition.predict(options);
    BOOST_TEST(prediction.summary.series_read == 2U);
    BOOST_TEST(prediction.summary.rows_from_priors == 30U);
}

BOOST_AUTO_TEST_CASE(a_log_file_holds_the_warnings) {
    const Competition competition;
    fs::remove_all(competition.series(0, SeriesKind::sagittal_t1).folder);
    const PredictOptions options = competition.options();
    const std::string log = logged_by([&] { competition.predict(options); });
    BOOST_TEST(contains(log, "warning"), log);
}

BOOST_AUTO_TEST_CASE(unusable_arguments_lists_and_weights_end_with_their_codes_and_no_output) {
    const Competition competition;
    const auto refused = [&](ExitCode code, const std::function<void(PredictOptions&)>& change) {
        PredictOptions options = competition.options();
        change(options);
        check_refusal(competition, options, code);
    };
    refused(ExitCode::data, [&](auto& options) { options.data = competition / "absent"; });
    refused(ExitCode::data, [&](auto& options) { options.points = competition / "absent.csv"; });
    refused(ExitCode::weights, [&](auto& options) { options.weights = competition / "absent"; });
    refused(ExitCode::weights, [&](auto& options) { options.folds = {3}; });
    refused(ExitCode::usage, [&](auto& options) { options.recipes = {"stage9"}; });
    refused(ExitCode::usage, [&](auto& options) { options.device = parse_device_request("gpu:77"); });
    refused(ExitCode::output, [&](auto& options) { options.output = competition / "absent/submission.csv"; });
}

BOOST_AUTO_TEST_CASE(a_damaged_list_or_net_ends_with_an_error_and_no_output) {
    for (const char* text : {"", "study_id,series_id\n1,2\n", "study_id,series_id,series_description\n",
                             "study_id,series_id,series_description\n../x,2,Sagittal T1\n",
                             "study_id,series_id,series_description\n1,2\n"}) {
        const Competition competition;
        write_text(competition.list(), text);
        check_refusal(competition, competition.options(), ExitCode::data);
    }
    const Competition competition;
    const auto net = competition.weights() / "cfg_stage2_s2_su_fold0_untrained.safetensors";
    write_text(net, read_text_file(net).substr(0, 5000));
    check_refusal(competition, competition.options(), ExitCode::weights);
}

BOOST_AUTO_TEST_CASE(a_graded_kind_without_a_stage_1_net_is_refused) {
    const Competition competition;
    fs::remove(competition.weights() / "cfg_stage1_s1_fold0_untrained.json");
    check_refusal(competition, competition.options(), ExitCode::weights);
}

BOOST_AUTO_TEST_CASE(a_manifest_changes_who_votes) {
    const Competition competition;
    const auto manifest = competition.weights() / "manifest.json";
    Json votes = read_json(manifest);
    votes["votes"] = {{"spinal", {{"stage2_s2_sp1"}}}};
    write_text(manifest, votes.dump());
    const Rows changed = competition.predict().rows;
    write_text(manifest, kTinyManifest);
    PredictOptions options = competition.options();
    options.recipes = {"stage2_s2_sp1"};
    const std::string row = row_id(competition.studies()[0].id, {2, Condition::spinal_canal_stenosis});
    BOOST_TEST((competition.predict(options).rows.at(row) == changed.at(row)));
}

BOOST_AUTO_TEST_SUITE_END()
