// Predictions that end early or are resumed, and what lies on disk meanwhile.
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "competition.h"
#include "competition/status_file.h"
#include "files/text_file.h"
#include "models/untrained.h"
#include "pipeline/grade_studies.h"
#include "pipeline/journal.h"
#include "submit/ensemble_vote.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

std::size_t reasons_in(const Prediction& prediction, const std::string& reason) {
    const auto found = prediction.summary.reasons.find(reason);
    return found == prediction.summary.reasons.end() ? 0 : found->second;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stopped_predictions)

BOOST_AUTO_TEST_CASE(a_whole_run_leaves_a_status_file_and_a_finished_journal) {
    const Competition competition;
    const Prediction prediction = competition.predict();
    BOOST_TEST(contains(read_text_file(status_path(competition.output())),
                        competition.studies()[0].id + ",graded,,"));
    BOOST_TEST(fs::exists(journal_path(competition.output())));
    BOOST_TEST(!holds_unfinished_work(journal_path(competition.output())));
    BOOST_TEST(prediction.summary.states.at(StudyState::graded) == 2U);
    BOOST_TEST(prediction.summary.reasons.empty());
}

BOOST_AUTO_TEST_CASE(a_complete_submission_is_on_disk_while_studies_are_graded) {
    const Competition competition;
    const std::string first = competition.studies()[0].id, last = competition.studies()[1].id;
    PredictOptions options = competition.options();
    options.write_interval_s = 0;
    options.tta = 9;
    std::atomic<bool> done = false;
    bool was_prior = false, was_between = false;
    std::thread watcher([&] {
        while (!done) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            if (!fs::exists(status_path(options.output))) continue;
            const std::string status = read_text_file(status_path(options.output));
            was_prior |= contains(status, first + ",prior,not graded yet");
            was_between |= contains(status, first + ",graded") && contains(status, last + ",prior");
        }
    });
    competition.predict(options);
    done = true;
    watcher.join();
    BOOST_TEST(was_prior);
    BOOST_TEST(was_between);
}

BOOST_AUTO_TEST_CASE(at_the_deadline_the_rest_are_class_priors) {
    const Competition competition;
    PredictOptions options = competition.options();
    options.deadline_s = 1e-6;
    const Prediction prediction = competition.predict(options);
    BOOST_TEST(prediction.rows.size() == 50U);
    BOOST_TEST(prediction.summary.rows_from_priors == 50U);
    BOOST_TEST(reasons_in(prediction, "not graded before the deadline") == 2U);
    BOOST_TEST(contains(read_text_file(status_path(competition.output())), "not graded before the deadline"));
}

BOOST_AUTO_TEST_CASE(resumed_after_a_stop_the_bytes_are_those_of_one_run) {
    const Competition competition;
    competition.predict();
    const std::string whole = read_text_file(competition.output());
    PredictOptions options = competition.options();
    options.deadline_s = 1e-6;
    competition.predict(options);
    options.deadline_s.reset();
    options.resume = true;
    BOOST_TEST(competition.predict(options).summary.resumed == 0U);
    BOOST_TEST((read_text_file(competition.output()) == whole));
}

BOOST_AUTO_TEST_CASE(a_finished_run_that_is_resumed_stays_as_it_is) {
    const Competition competition;
    competition.predict();
    const std::string whole = read_text_file(competition.output());
    PredictOptions options = competition.options();
    options.resume = true;
    const Prediction again = competition.predict(options);
    BOOST_TEST(again.summary.resumed == 2U);
    BOOST_TEST(again.summary.rows_from_priors == 0U);
    BOOST_TEST((read_text_file(competition.output()) == whole));
    BOOST_TEST(!holds_unfinished_work(journal_path(competition.output())));
    options.resume = false;
    BOOST_TEST(competition.predict(options).summary.resumed == 0U);
}

BOOST_AUTO_TEST_CASE(a_submission_without_a_journal_is_not_resumed) {
    const Competition competition;
    write_text(competition.output(), "an earlier submission");
    PredictOptions options = competition.options();
    options.resume = true;
    const auto message = refusal_of([&] { competition.predict(options); }, ExitCode::usage);
    BOOST_TEST(contains(message, "nothing to resume"), message);
    BOOST_TEST(read_text_file(competition.output()) == "an earlier submission");
}

BOOST_AUTO_TEST_CASE(graded_studies_of_a_stopped_run_are_not_overwritten_without_resume) {
    const Competition competition;
    competition.predict();
    const fs::path journal = journal_path(competition.output());
    std::string text = read_text_file(journal);
    text.resize(text.rfind('\n', text.size() - 2) + 1);  // as if it had been killed before the last line
    write_text(journal, text);
    const auto message = refusal_of([&] { competition.predict(); }, ExitCode::usage);
    BOOST_TEST(contains(message, "--resume goes on"), message);
    PredictOptions options = competition.options();
    options.resume = true;
    competition.predict(options);
    BOOST_TEST(!holds_unfinished_work(journal));
    competition.predict();
}

BOOST_AUTO_TEST_CASE(a_journal_of_other_options_is_refused_and_kept) {
    const Competition competition;
    PredictOptions options = competition.options();
    options.deadline_s = 1e-6;
    competition.predict(options);
    const std::string journal = read_text_file(journal_path(competition.output()));
    options.resume = true;
    options.tta = 3;
    const auto message = refusal_of([&] { competition.predict(options); }, ExitCode::usage);
    BOOST_TEST(contains(message, "tta: 1 there, 3 here"), message);
    BOOST_TEST(read_text_file(journal_path(competition.output())) == journal);
}

BOOST_AUTO_TEST_CASE(nets_that_cannot_be_loaded_cost_no_earlier_output) {
    const Competition competition;
    write_text(competition.output(), "an earlier submission");
    write_text(competition.weights() / "cfg_stage2_s2_su_fold0_untrained.safetensors", "damaged");
    refusal_of([&] { competition.predict(); }, ExitCode::weights);
    BOOST_TEST(read_text_file(competition.output()) == "an earlier submission");
}

BOOST_AUTO_TEST_CASE(what_is_thinned_grades_as_the_ensemble_that_is_left) {
    const Competition competition;
    write_untrained_nets(competition / "other", solution_recipes(), 6);
    for (const auto& file : fs::directory_iterator(competition / "other")) {
        std::string name = file.path().filename().string();
        name.replace(name.find("fold0"), 5, "fold1");
        fs::copy(file, competition.weights() / name);
        if (file.path().extension() != ".json") continue;
        Json metadata = read_json(file.path());
        metadata["fold"] = 1;
        write_text(competition.weights() / name, metadata.dump());
    }
    const PredictOptions options = competition.options();
    const auto rows_with = [&](const std::vector<NetFile>& nets, const Thinning& thinning) {
        std::vector<Grades> graded;
        const EnsemblePlan plan = read_ensemble_plan(options.weights);
        GradingCallbacks callbacks;
        callbacks.take = [&](const StudyEntry&, const StudyFindings& findings) {
            graded.push_back(vote(findings.tallies, plan));
        };
        callbacks.thinning = [&] { return thinning; };
        grade_studies(competition.studies(), nets, options, "test", callbacks);
        return graded;
    };
    const auto nets_of = [&](const std::vector<std::string>& recipes, const std::vector<int>& folds) {
        return select_nets({options.weights, recipes, folds, true}, read_ensemble_plan(options.weights));
    };
    const auto thinned = rows_with(nets_of({}, {}), {3, 1, {"stage2_s2_sp2"}});
    BOOST_TEST((thinned == rows_with(nets_of({"stage2_s1_fo", "stage2_s2_sp1", "stage2_s2_su"}, {0}),
                                     {3, kAllNets, {}})));
    BOOST_TEST((thinned != rows_with(nets_of({}, {}), {3, kAllNets, {}})));
}

BOOST_AUTO_TEST_CASE(what_no_net_grades_is_one_warning) {
    const Competition competition;
    PredictOptions options = competition.options();
    options.recipes = {"stage2_s1_fo"};
    const Prediction prediction = competition.predict(options);
    BOOST_TEST(prediction.warnings == 1U);
    BOOST_TEST(prediction.summary.states.at(StudyState::partly) == 2U);
    BOOST_TEST(reasons_in(prediction, "no net graded 15 of its rows") == 2U);
}

BOOST_AUTO_TEST_CASE(why_a_study_is_graded_in_part_is_counted) {
    const Competition competition;
    fs::remove_all(competition.series(0, SeriesKind::sagittal_t2).folder);
    const Prediction prediction = competition.predict();
    BOOST_TEST(prediction.summary.states.at(StudyState::partly) == 1U);
    BOOST_TEST(prediction.summary.states.at(StudyState::graded) == 1U);
    BOOST_REQUIRE(prediction.summary.reasons.size() == 1U);
    BOOST_TEST(contains(prediction.summary.reasons.begin()->first, "T2 series left out: "),
               prediction.summary.reasons.begin()->first);
}

BOOST_AUTO_TEST_SUITE_END()
