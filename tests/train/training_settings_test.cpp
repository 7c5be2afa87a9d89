// How a net is trained, by name: what may be set, what is refused, what the solution does.
#include "train/training_settings.h"

#include <boost/test/unit_test.hpp>
#include <set>
#include <variant>

#include "base/error.h"
#include "support/refusal.h"

using namespace lumbar;
using test::contains;

namespace {

// Another value than the present one that is allowed; a text for --set and the value itself.
struct OtherValue {
    const Setting& setting;
    Json operator()(const bool* value) const { return !*value; }
    Json operator()(const int* value) const {
        return *value == static_cast<int>(setting.low) ? *value + 1 : static_cast<int>(setting.low);
    }
    Json operator()(const double* value) const { return *value == setting.high ? setting.low : setting.high; }
    Json operator()(const std::string* value) const { return *value + "x"; }
    Json operator()(const Precision* value) const { return *value == Precision::fp32 ? "bf16" : "fp32"; }
};

std::string refusal(const std::string& assignment) {
    TrainingSettings settings;
    return test::refusal_of([&] { set_value(settings_of(settings), assignment); }, ExitCode::usage);
}

std::string refusal_of_values(const char* json) {
    TrainingSettings settings;
    return test::refusal_of([&] { set_values(settings_of(settings), Json::parse(json), "FILE"); },
                            ExitCode::usage);
}

TrainingSettings solution(const char* recipe) {
    return solution_settings(find_recipe(solution_recipes(), recipe));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(training_settings)

BOOST_AUTO_TEST_CASE(are_all_settable_by_name_and_shown) {
    TrainingSettings model;
    std::set<std::string> names;
    for (const Setting& setting : settings_of(model)) {
        BOOST_TEST(names.insert(setting.name).second, "twice: " << setting.name);
        BOOST_TEST(!setting.help.empty());
        const Json value = std::visit(OtherValue{setting}, setting.value);
        TrainingSettings assigned, from_json;
        set_value(settings_of(assigned),
                  setting.name + "=" + (value.is_string() ? value.get<std::string>() : value.dump()));
        set_values(settings_of(from_json), {{setting.name, value}}, "FILE");
        Json expected = settings_json(TrainingSettings{});
        BOOST_TEST((expected.at(setting.name) != value), setting.name);
        expected[setting.name] = value;
        BOOST_TEST((settings_json(assigned) == expected), setting.name);
        BOOST_TEST((settings_json(from_json) == expected), setting.name);
    }
    BOOST_TEST(settings_json(model).size() == names.size());
}

BOOST_AUTO_TEST_CASE(put_what_is_shown_back_to_the_same) {
    TrainingSettings settings = solution("stage2_s2_su"), other;
    set_value(settings_of(settings), "lr=0.1");
    set_values(settings_of(other), Json::parse(settings_json(settings).dump()), "FILE");
    BOOST_TEST((settings_json(other) == settings_json(settings)));
}

BOOST_AUTO_TEST_CASE(are_refused_by_unknown_names) {
    BOOST_TEST(contains(refusal("learning_rate=1"), "learning_rate"));
    BOOST_TEST(contains(refusal("learning_rate=1"), "augment.rotate_deg"));
    BOOST_TEST(contains(refusal("=1"), "unknown setting"));
    BOOST_TEST(contains(refusal("LR=1"), "LR"));
    BOOST_TEST(contains(refusal_of_values(R"({"lr": 1e-3, "rate": 2})"), "rate"));
    BOOST_TEST(contains(refusal_of_values(R"({"rate": 2})"), "FILE"));
}

BOOST_AUTO_TEST_CASE(are_refused_with_values_of_another_type) {
    for (const char* assignment : {"lr=fast", "lr=", "lr=true", "lr=[1]", "lr=nan", "lr=1e999", "lr=\"1\""}) {
        BOOST_TEST(contains(refusal(assignment), "a number"), assignment);
        BOOST_TEST(contains(refusal(assignment), "lr"));
    }
    BOOST_TEST(contains(refusal("epochs=1.5"), "a whole number"));
    BOOST_TEST(contains(refusal("epochs=ten"), "a whole number"));
    BOOST_TEST(contains(refusal("checkpointing=1"), "true or false"));
    BOOST_TEST(contains(refusal("backbone=5"), "a text"));
    BOOST_TEST(contains(refusal_of_values(R"({"precision": null})"), "precision"));
}

BOOST_AUTO_TEST_CASE(are_refused_out_of_their_range_or_choices) {
    BOOST_TEST(contains(refusal("lr=-1"), "0.0 to 10.0"));
    BOOST_TEST(contains(refusal("dropout=1"), "dropout"));
    BOOST_TEST(contains(refusal("epochs=0"), "epochs"));
    BOOST_TEST(contains(refusal("epochs=3000000000"), "epochs"));
    BOOST_TEST(contains(refusal("epochs=18446744073709551617"), "epochs"));
    BOOST_TEST(contains(refusal("augment.grid_steps=0"), "augment.grid_steps"));
    BOOST_TEST(contains(refusal("precision=fp8"), "auto, fp32, bf16, fp16"));
}

BOOST_AUTO_TEST_CASE(are_refused_where_nothing_is_assigned) {
    BOOST_TEST(contains(refusal("lr"), "NAME=VALUE"));
    BOOST_TEST(contains(refusal(""), "NAME=VALUE"));
    BOOST_TEST(contains(refusal_of_values("[1, 2]"), "an object"));
    BOOST_TEST(contains(refusal_of_values("3"), "an object"));
}

// docs/pipeline.md, "Optimization" and "Augmentation".
BOOST_AUTO_TEST_CASE(of_the_solution_differ_by_recipe) {
    for (const Recipe& recipe : solution_recipes()) {
        const TrainingSettings settings = solution_settings(recipe);
        const bool is_t2 = recipe.series == SeriesKind::sagittal_t2, locates = recipe.stage == Stage::locate;
        BOOST_TEST(settings.epochs == (locates ? 60 : is_t2 ? 40 : 32), recipe.name);
        BOOST_TEST(settings.augment.shift == (locates ? 0.10 : 0.15), recipe.name);
        BOOST_TEST(settings.augment.dropout_chance == (locates ? 0 : 0.5), recipe.name);
        BOOST_TEST(settings.augment.vertical_flip_chance == (is_t2 ? 0.5 : 0), recipe.name);
        BOOST_TEST(settings.augment.reverse_chance == 0.5);
        BOOST_TEST(settings.augment.rotate_deg == 30);
        BOOST_TEST(settings.augment.dropout_low == 50);
        BOOST_TEST(settings.augment.dropout_high == 250);
        BOOST_TEST(settings.lr == 1e-4);
        BOOST_TEST(settings.lr_end == 1e-6);
        BOOST_TEST(settings.weight_decay == 1e-4);
        BOOST_TEST(settings.batch == 32);
        BOOST_TEST(settings.clip_norm == 1.0);
        BOOST_TEST(settings.drop_path == 0.2);
        BOOST_TEST(settings.dropout == 0.05);
        BOOST_TEST(settings.cutmix_chance == 0.3);
        BOOST_TEST(settings.mixup_chance == 0.3);
        BOOST_TEST(settings.pseudo_weight == 0.5);
        BOOST_TEST(settings.validate_every == 50);
    }
}

BOOST_AUTO_TEST_CASE(a_refusal_quotes_the_beginning_of_what_it_found) {
    const std::string text(100000, 'x'), quoted = "\"" + text + "\"";
    for (const std::string& json : {R"({"epochs":)" + quoted + "}", R"({"checkpointing":[)" + quoted + "]}",
                                    R"({"precision":)" + quoted + "}", "{" + quoted + ":1}"}) {
        const std::string reason = refusal_of_values(json.c_str());
        BOOST_TEST(contains(reason, "xxx..."));
        BOOST_TEST(reason.size() < 2500U);  // "unknown setting" lists those that there are
    }
    BOOST_TEST(contains(refusal("epochs=\xff"), "\uFFFD"));
}

BOOST_AUTO_TEST_SUITE_END()
