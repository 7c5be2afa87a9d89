#include "train/training_settings.h"

#include <limits>

namespace lumbar {
namespace {

constexpr double kMany = std::numeric_limits<int>::max();

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
        {"precision", "of the arithmetic", &s.precision},
        {"checkpointing", "compute the backbone's stages twice, to save memory", &s.checkpointing},
        {"validate_every", "steps between validations", &s.validate_every, 1, kMany},
        {"early_stop", "epochs without a better validation, then training ends; 0: never", &s.early_stop, 0,
         kMany},
        {"workers", "threads that prepare samples; 0: as many as --threads", &s.workers, 0, 1024}};
    const auto augmentation = settings_of(s.augment);
    settings.insert(settings.end(), augmentation.begin(), augmentation.end());
    return settings;
}

Json settings_json(const TrainingSettings& settings) {
    TrainingSettings copy = settings;
    return settings_json(settings_of(copy));
}

Json without_speed_settings(Json settings) {
    for (const char* key : {"workers", "checkpointing", "precision"}) settings.erase(key);
    return settings;
}

}  // namespace lumbar
