#include "config/training.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <type_traits>

#include "base/error.h"
#include "base/excerpt.h"
#include "base/known_names.h"
#include "files/json_excerpt.h"

namespace lumbar {
namespace {

constexpr double kMany = std::numeric_limits<int>::max();

std::string range_text(const Setting& setting) {
    const auto shown = [](double bound) { return Json(bound).dump(); };
    return shown(setting.low) + " to " + shown(setting.high);
}

[[noreturn]] void refuse(const Setting& setting, const std::string& where, const std::string& expected,
                         const std::string& found) {
    throw Error({"the value of " + setting.name + " does not fit", where, expected, found}, ExitCode::usage);
}

template <class Number>
void assign_number(const Setting& setting, Number& target, const Json& value, const std::string& where) {
    const bool fits = std::is_integral_v<Number> ? value.is_number_integer() : value.is_number();
    if (!fits)
        refuse(setting, where, std::is_integral_v<Number> ? "a whole number" : "a number",
               json_excerpt(value));
    if (!(value.get<double>() >= setting.low && value.get<double>() <= setting.high)) {
        refuse(setting, where, range_text(setting), json_excerpt(value));
    }
    target = value.get<Number>();
}

struct Assign {
    const Setting& setting;
    const Json& value;
    const std::string& where;

    void operator()(bool* target) const {
        if (!value.is_boolean()) refuse(setting, where, "true or false", json_excerpt(value));
        *target = value.get<bool>();
    }
    void operator()(int* target) const { assign_number(setting, *target, value, where); }
    void operator()(double* target) const { assign_number(setting, *target, value, where); }
    void operator()(std::string* target) const {
        if (!value.is_string()) refuse(setting, where, "a text", json_excerpt(value));
        const auto text = value.get<std::string>();
        const auto& choices = setting.choices;
        if (!choices.empty() && std::find(choices.begin(), choices.end(), text) == choices.end()) {
            const auto known = names_in(choices, std::identity());
            refuse(setting, where, names_text(known), excerpt(text) + did_you_mean(known, text));
        }
        *target = text;
    }
};

void assign(TrainingSettings& settings, const std::string& name, const Json& value,
            const std::string& where) {
    const std::vector<Setting> all = settings_of(settings);
    const auto known = names_in(all, &Setting::name);
    const Setting& setting = all[index_of(known, name, "setting", where, ExitCode::usage)];
    std::visit(Assign{setting, value, where}, setting.value);
}

std::vector<Setting> augmentation_settings(AugmentationSettings& a) {
    return {{"augment.size", "px to which frames are shrunk first; 0: as they are", &a.size, 0, 4096},
            {"augment.brightness", "largest shift, share of 255", &a.brightness, 0, 1},
            {"augment.contrast", "largest change of contrast", &a.contrast, 0, 1},
            {"augment.shift", "largest move, share of the side", &a.shift, 0, 1},
            {"augment.scale", "largest change of size", &a.scale, 0, 0.9},
            {"augment.rotate_deg", "largest rotation, degrees", &a.rotate_deg, 0, 180},
            {"augment.blur_chance", "motion, median or Gaussian blur, or noise", &a.blur_chance, 0, 1},
            {"augment.noise_variance_low", "grey levels squared", &a.noise_variance_low, 0, 1e4},
            {"augment.noise_variance_high", "grey levels squared", &a.noise_variance_high, 0, 1e4},
            {"augment.distort_chance", "optical or grid distortion", &a.distort_chance, 0, 1},
            {"augment.optical_limit", "largest radial coefficient", &a.optical_limit, 0, 2},
            {"augment.grid_limit", "largest stretch of a cell", &a.grid_limit, 0, 0.9},
            {"augment.grid_steps", "cells a side", &a.grid_steps, 1, 64},
            {"augment.dropout_chance", "single pixels to black", &a.dropout_chance, 0, 1},
            {"augment.dropout_low", "fewest pixels", &a.dropout_low, 0, 65536},
            {"augment.dropout_high", "most pixels", &a.dropout_high, 0, 65536},
            {"augment.vertical_flip_chance", "upside down", &a.vertical_flip_chance, 0, 1},
            {"augment.reverse_chance", "order of the frames; stage 2 swaps left and right", &a.reverse_chance,
             0, 1}};
}

}  // namespace

TrainingSettings solution_settings(const Recipe& recipe) {
    TrainingSettings settings;
    const bool is_t2 = recipe.series == SeriesKind::sagittal_t2;
    settings.augment.vertical_flip_chance = is_t2 ? 0.5 : 0;
    if (recipe.stage == Stage::locate) {
        settings.epochs = 60;
        return settings;
    }
    settings.epochs = is_t2 ? 40 : 32;
    settings.augment.shift = 0.15;
    settings.augment.dropout_chance = 0.5;
    return settings;
}

std::vector<Setting> settings_of(TrainingSettings& s) {
    std::vector<Setting> settings = {
        {"backbone", "hgnetv2_b0 .. hgnetv2_b6; timm's tag may follow a dot", &s.backbone},
        {"width", "channels of the backbone, times this", &s.width, 0.05, 4},
        {"depth", "blocks and layers of the backbone, times this", &s.depth, 0.05, 4},
        {"head_width", "features a frame", &s.head_width, 8, 16384},
        {"epochs", "passes over the studies", &s.epochs, 1, kMany},
        {"batch", "samples a step", &s.batch, 1, 65536},
        {"accumulate", "parts that a step's batch is computed in", &s.accumulate, 1, 65536},
        {"lr", "learning rate at its highest", &s.lr, 0, 10},
        {"lr_end", "learning rate at the end of the cosine", &s.lr_end, 0, 10},
        {"warmup_steps", "steps of a linear rise before the cosine", &s.warmup_steps, 0, kMany},
        {"weight_decay", "AdamW's", &s.weight_decay, 0, 10},
        {"beta1", "AdamW's", &s.beta1, 0, 0.999999},
        {"beta2", "AdamW's", &s.beta2, 0, 0.9999999},
        {"epsilon", "AdamW's", &s.epsilon, 0, 1},
        {"clip_norm", "largest norm of the gradients; 0: no limit", &s.clip_norm, 0, 1e9},
        {"ema", "decay of averaged weights, which are then the ones written; 0: none", &s.ema, 0, 0.999999},
        {"drop_path", "of the last block, rising from 0", &s.drop_path, 0, 0.95},
        {"dropout", "of each frame's features", &s.dropout, 0, 0.95},
        {"cutmix_chance", "per disc", &s.cutmix_chance, 0, 1},
        {"mixup_chance", "per disc", &s.mixup_chance, 0, 1},
        {"mixup_alpha", "of the Beta distribution", &s.mixup_alpha, 1e-3, 1e3},
        {"pseudo_weight", "share of the pseudo labels in the loss", &s.pseudo_weight, 0, 1},
        {"precision", "of the arithmetic", &s.precision, 0, 0, {"auto", "fp32", "bf16", "fp16"}},
        {"checkpointing", "compute the backbone's stages twice, to save memory", &s.checkpointing},
        {"validate_every", "steps between validations", &s.validate_every, 1, kMany},
        {"early_stop", "epochs without a better validation, then training ends; 0: never", &s.early_stop, 0,
         kMany},
        {"workers", "threads that prepare samples; 0: as many as --threads", &s.workers, 0, 1024}};
    const auto augmentation = augmentation_settings(s.augment);
    settings.insert(settings.end(), augmentation.begin(), augmentation.end());
    return settings;
}

void set_value(TrainingSettings& settings, std::string_view assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string_view::npos) {
        throw Error({"not an assignment", "--set", "NAME=VALUE", excerpt(assignment)}, ExitCode::usage);
    }
    const std::string text(assignment.substr(equals + 1));
    // What is no JSON is a text: backbone=hgnetv2_b0.
    const Json value = Json::accept(text) ? Json::parse(text) : Json(text);
    assign(settings, std::string(assignment.substr(0, equals)), value, "--set");
}

void set_values(TrainingSettings& settings, const Json& values, const std::string& where) {
    if (!values.is_object()) {
        throw Error({"no settings", where, "an object of names and values", values.type_name()},
                    ExitCode::usage);
    }
    for (const auto& [name, value] : values.items()) assign(settings, name, value, where);
}

Json settings_json(const TrainingSettings& settings) {
    TrainingSettings copy = settings;
    Json json = Json::object();
    for (const Setting& setting : settings_of(copy)) {
        std::visit([&](const auto* value) { json[setting.name] = *value; }, setting.value);
    }
    return json;
}

Json without_speed_settings(Json settings) {
    for (const char* key : {"workers", "checkpointing", "precision"}) settings.erase(key);
    return settings;
}

}  // namespace lumbar
