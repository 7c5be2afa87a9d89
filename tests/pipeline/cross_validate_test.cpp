#include "pipeline/cross_validate.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <functional>

#include "base/error.h"
#include "base/log.h"
#include "competition.h"
#include "competition/folds.h"
#include "competition/submission_file.h"
#include "config/recipe.h"
#include "files/json.h"
#include "files/text_file.h"
#include "models/untrained.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;
namespace fs = std::filesystem;

namespace {

// The nets of `from`, with their fold and another name, beside those in `to`.
void copy_nets(const fs::path& from, const fs::path& to, int fold) {
    for (const auto& entry : fs::directory_iterator(from)) {
        if (entry.path().extension() != ".json" || entry.path().filename() == "manifest.json") continue;
        const fs::path base = to / (entry.path().stem().string() + "_as" + std::to_string(fold));
        Json metadata = read_json(entry.path());
        metadata["fold"] = fold;
        write_text(base.string() + ".json", metadata.dump());
        fs::path weights = entry.path();
        fs::copy_file(weights.replace_extension(".safetensors"), base.string() + ".safetensors");
    }
}

// Drawn when first asked for: nets that say something else than the competition's.
const TemporaryFolder& other_nets() {
    static const TemporaryFolder folder;
    static const bool done = [] {
        write_untrained_nets(folder.path(), solution_recipes(), 6);
        return true;
    }();
    (void)done;
    return folder;
}

// Two studies, one of fold 0 and one of fold 1, and nets of both folds.
struct Folded {
    Competition competition;
    fs::path data = competition.data(), weights = competition.weights();
    std::string study[2];  // by fold

    Folded() {
        fs::create_directory_symlink("test_images", data / "train_images");
        copy_nets(other_nets().path(), weights, 1);
        for (const auto& [id, fold] : read_folds(data)) study[fold] = id;
    }

    fs::path output() const { return competition / "oof.csv"; }

    CrossValidateOptions options() const {
        CrossValidateOptions options;
        static_cast<GradingOptions&>(options) = competition.options();
        options.data = data;
        options.weights = weights;
        options.output = output();
        return options;
    }

    // What predict says of the training studies with the nets of one fold.
    Rows predicted_by_fold(int fold) const {
        PredictOptions options = competition.options();
        options.split = Split::train;
        options.folds = {fold};
        return competition.predict(options).rows;
    }

    // Removes the line of train.csv or metadata.csv that starts with `start`, or puts another in its place.
    void replace_line(const std::string& file, const std::string& start, const std::string& by = "") const {
        const std::string text = read_text_file(data / file);
        const std::size_t at = text.find("\n" + start) + 1;
        const std::size_t end = text.find('\n', at) + 1;
        BOOST_REQUIRE(at != 0);
        write_text(data / file, text.substr(0, at) + by + text.substr(end));
    }

    // The nets of one stage or recipe and fold vanish; those of fold 1 are called "..._as1".
    void remove_nets(const std::string& part, int fold) const {
        const std::vector<fs::directory_entry> files(fs::directory_iterator(weights),
                                                     fs::directory_iterator{});
        for (const auto& file : files) {
            const std::string name = file.path().filename().string();
            if (contains(name, part) && contains(name, "_as1") == (fold == 1)) fs::remove(file);
        }
    }

    std::string refusal(const CrossValidateOptions& options, ExitCode code) const {
        std::string message = refusal_of([&] { cross_validate(options); }, code);
        BOOST_TEST(!fs::exists(output()));
        return message;
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(cross_validating)

BOOST_FIXTURE_TEST_CASE(each_study_is_graded_by_the_nets_of_its_own_fold_alone, Folded) {
    const CrossValidation done = cross_validate(options());
    const Rows rows = read_submission(output());
    BOOST_TEST(rows.size() == 50U);
    BOOST_TEST(done.studies.size() == 2U);
    BOOST_TEST(done.rows_from_priors == 0U);
    BOOST_TEST(done.work.series_read == 4U);
    for (const int fold : {0, 1}) {
        const Rows own = rows_of(predicted_by_fold(fold), study[fold]);
        const Rows other = rows_of(predicted_by_fold(1 - fold), study[fold]);
        BOOST_TEST((rows_of(rows, study[fold]) == own));
        // Stage 1's points and each recipe's grades differ from net to net, so every row does.
        for (const auto& [id, p] : other) BOOST_TEST((p != own.at(id)), id);
    }
}

BOOST_FIXTURE_TEST_CASE(stage_ones_points_are_scored_where_the_true_ones_are_known, Folded) {
    const CrossValidation done = cross_validate(options());
    BOOST_REQUIRE(done.points.size() == 2U);
    for (const auto& [kind, score] : done.points) {
        BOOST_TEST(score.points() == 20U);
        BOOST_TEST(score.mean_error() > 0);
    }
    auto with_points = options();
    with_points.points = data / "coords_v7.csv";
    BOOST_TEST(cross_validate(with_points).points.empty());
    fs::remove(data / "coords_v7.csv");
    BOOST_TEST(cross_validate(options()).points.empty());
}

BOOST_FIXTURE_TEST_CASE(the_prior_is_that_of_the_other_folds, Folded) {
    const CrossValidation done = cross_validate(options());
    const auto labels = read_labels(data / "train.csv");
    for (const int fold : {0, 1}) {
        const ClassPriors expected = fit_class_priors(std::vector{labels.at(study[1 - fold])});
        BOOST_TEST((done.priors.at(fold) == expected));
    }
}

BOOST_FIXTURE_TEST_CASE(nets_that_saw_every_study_have_no_part_in_it, Folded) {
    cross_validate(options());
    const std::string before = read_text_file(output());
    copy_nets(other_nets().path(), weights, -1);
    const std::size_t warnings = warning_count();
    cross_validate(options());
    BOOST_TEST(warning_count() > warnings);
    BOOST_TEST((read_text_file(output()) == before));
}

BOOST_FIXTURE_TEST_CASE(nets_that_saw_every_study_are_not_enough, Folded) {
    remove_nets("stage", 0);
    remove_nets("stage", 1);
    copy_nets(other_nets().path(), weights, -1);
    BOOST_TEST(contains(refusal(options(), ExitCode::weights), "trained on all studies"));
}

BOOST_FIXTURE_TEST_CASE(studies_without_labels_a_fold_or_a_net_are_left_out_and_counted, Folded) {
    remove_nets("stage2", 1);
    CrossValidation done = cross_validate(options());
    BOOST_TEST(done.without_net == 1U);
    BOOST_TEST((rows_of(read_submission(output()), study[0]) == read_submission(output())));
    replace_line("train.csv", study[1], study[1] + std::string(25, ',') + "\n");
    done = cross_validate(options());
    BOOST_TEST(done.without_labels == 1U);
    BOOST_TEST(done.without_net == 0U);
    replace_line("train.csv", study[1]);
    BOOST_TEST(cross_validate(options()).without_labels == 1U);
}

BOOST_FIXTURE_TEST_CASE(studies_that_metadata_does_not_list_are_counted, Folded) {
    for (int series = 0; series < 3; ++series) replace_line("metadata.csv", study[0]);
    const CrossValidation done = cross_validate(options());
    BOOST_TEST(done.without_fold == 1U);
    BOOST_TEST(done.studies.size() == 1U);
    BOOST_TEST(done.studies[0].id == study[1]);
}

BOOST_FIXTURE_TEST_CASE(only_the_folds_and_recipes_asked_for_take_part, Folded) {
    CrossValidateOptions options = this->options();
    options.folds = {1};
    options.recipes = {"stage2_s1_fo"};
    options.output_recipes = competition / "recipes";
    const CrossValidation done = cross_validate(options);
    BOOST_TEST(done.studies.size() == 1U);
    BOOST_TEST(done.without_net == 0U);
    BOOST_TEST(done.rows_from_priors == 15U);
    const Rows all = read_submission(output()),
               spoken = read_submission(competition / "recipes/stage2_s1_fo.csv");
    BOOST_TEST(spoken.size() == 10U);
    for (const auto& [id, p] : spoken) {
        BOOST_TEST(contains(id, study[1]));
        BOOST_TEST((all.at(id) == p));
    }
}

BOOST_FIXTURE_TEST_CASE(points_stand_in_for_stage_1, Folded) {
    PredictOptions predicting = competition.options();
    predicting.folds = {0};
    predicting.save_points = competition / "points.csv";
    competition.predict(predicting);
    remove_nets("stage1", 0);
    remove_nets("stage1", 1);
    CrossValidateOptions options = this->options();
    BOOST_TEST(contains(refusal(options, ExitCode::weights), "stage-1 net"));
    options.points = competition / "points.csv";
    const CrossValidation done = cross_validate(options);
    BOOST_TEST(done.studies.size() == 2U);
    BOOST_TEST(done.rows_from_priors == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_broken_study_keeps_its_rows, Folded) {
    fs::remove_all(data / "test_images" / study[1]);
    const CrossValidation done = cross_validate(options());
    BOOST_TEST(done.work.series_failed == 2U);
    BOOST_TEST(done.rows_from_priors == 25U);
    BOOST_TEST(read_submission(output()).size() == 50U);
}

BOOST_FIXTURE_TEST_CASE(a_fold_without_a_stage_1_net_is_refused_by_its_number, Folded) {
    remove_nets("stage1_s2", 1);
    BOOST_TEST(contains(refusal(options(), ExitCode::weights), "fold 1"));
}

BOOST_FIXTURE_TEST_CASE(unusable_arguments_and_files_are_refused_with_their_codes, Folded) {
    const auto refused = [&](ExitCode code, const std::function<void(CrossValidateOptions&)>& change) {
        CrossValidateOptions changed = options();
        change(changed);
        std::string message = refusal(changed, code);
        BOOST_TEST(message != "");
        return message;
    };
    refused(ExitCode::data, [&](auto& options) { options.data = competition / "absent"; });
    refused(ExitCode::weights, [&](auto& options) { options.weights = competition / "absent"; });
    refused(ExitCode::weights, [&](auto& options) { options.folds = {3}; });
    refused(ExitCode::weights, [&](auto& options) { options.folds = {-1}; });
    refused(ExitCode::usage, [&](auto& options) { options.recipes = {"stage9"}; });
    refused(ExitCode::usage, [&](auto& options) { options.device = parse_device_request("gpu:77"); });
    refused(ExitCode::output,
            [&](auto& options) { options.output_recipes = competition / "absent/recipes"; });
    BOOST_TEST(refusal_of(
                   [&] {
                       CrossValidateOptions changed = options();
                       changed.output = competition / "absent/oof.csv";
                       cross_validate(changed);
                   },
                   ExitCode::output) != "");
    fs::remove(data / "metadata.csv");
    BOOST_TEST(contains(refused(ExitCode::data, [](auto&) {}), "metadata.csv"));
    fs::remove(data / "train.csv");
    BOOST_TEST(contains(refused(ExitCode::data, [](auto&) {}), "train.csv"));
}

BOOST_FIXTURE_TEST_CASE(no_study_in_the_nets_folds_is_refused, Folded) {
    write_text(data / "metadata.csv", "study_id,fold\n" + study[0] + ",7\n" + study[1] + ",8\n");
    BOOST_TEST(contains(refusal(options(), ExitCode::data), "2 in folds without a net"));
}

BOOST_AUTO_TEST_SUITE_END()
