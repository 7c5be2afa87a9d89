// How one net is trained: every hyper-parameter, the solution's values as defaults (docs/pipeline.md,
// "Training").
#pragma once

#include <string>
#include <vector>

#include "augment/augmentation_settings.h"
#include "config/precision.h"
#include "config/recipe.h"
#include "config/setting.h"
#include "files/json.h"

namespace lumbar {

struct TrainingSettings {
    std::string backbone = "hgnetv2_b5.ssld_stage2_ft_in1k";
    double width = 1.0, depth = 1.0;  // of the backbone; see HgNetV2Scale
    int head_width = 2048;

    int epochs = 40;
    int batch = 32;                   // samples a step, over all accumulated parts and replicas
    int accumulate = 1;               // parts that a step's batch is computed in, to save memory
    double lr = 1e-4, lr_end = 1e-6;  // cosine over all steps, after a linear rise
    int warmup_steps = 0;
    double weight_decay = 1e-4;
    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    double clip_norm = 1.0;
    double ema = 0;  // decay of the averaged weights; 0: none
    double drop_path = 0.2, dropout = 0.05;
    double cutmix_chance = 0.3, mixup_chance = 0.3;  // stage 2, per disc
    double mixup_alpha = 1.0;                        // of the Beta distribution
    double pseudo_weight = 0.5;  // of the pseudo labels' loss, where there are any; the rest is the labels'
    Precision precision = Precision::automatic;  // fp16 on a GPU, bf16 on CPUs that multiply it, else fp32
    bool checkpointing = false;                  // stages of the backbone are computed twice, to save memory

    int validate_every = 50;  // steps
    int early_stop = 0;       // epochs without a better validation, after which training ends; 0: never
    int workers = 0;          // threads that prepare samples; 0: as many as compute
    AugmentationSettings augment{};
};

// The solution's for this recipe.
TrainingSettings solution_settings(const Recipe& recipe);

// Every setting there is, pointing into `settings`.
std::vector<Setting> settings_of(TrainingSettings& settings);

Json settings_json(const TrainingSettings& settings);

// The same without the settings that only decide how fast the weights come, not what they are.
Json without_speed_settings(Json settings);

}  // namespace lumbar
