#include "train/grade_task.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "augment/augmentation_plan.h"
#include "base/error.h"
#include "base/log.h"
#include "competition/soft_labels.h"
#include "config/tta_angles.h"
#include "crop/disc_crops.h"
#include "grade/grade_discs.h"
#include "image/middle_frames.h"
#include "image/resize.h"
#include "infer/net_logits.h"
#include "infer/render_tta_views.h"
#include "nn/device.h"
#include "nn/frames_tensor.h"
#include "score/class_prior.h"
#include "score/metric.h"
#include "train/computed_in.h"
#include "train/input_tensor.h"
#include "train/loss.h"
#include "train/mixing.h"

namespace lumbar {
namespace {

GradingNet new_net(const NetFile& file, const TrainingSettings& settings) {
    GradingNetConfig config = grading_net_config(file);
    config.backbone.drop_path = settings.drop_path;
    config.backbone.dropout = settings.dropout;
    config.backbone.checkpointing = settings.checkpointing;
    return GradingNet(config);
}

bool has_side(Condition condition) {
    return condition != Condition::spinal_canal_stenosis;
}

bool is_right(Condition condition) {
    return condition == Condition::right_neural_foraminal_narrowing ||
           condition == Condition::right_subarticular_stenosis;
}

Condition other_side(Condition condition) {
    using enum Condition;
    switch (condition) {
        case left_neural_foraminal_narrowing:
            return right_neural_foraminal_narrowing;
        case right_neural_foraminal_narrowing:
            return left_neural_foraminal_narrowing;
        case left_subarticular_stenosis:
            return right_subarticular_stenosis;
        case right_subarticular_stenosis:
            return left_subarticular_stenosis;
        case spinal_canal_stenosis:
            break;
    }
    return condition;
}

bool has_a_crop(const CachedSeries& series) {
    const auto& empty = series.is_empty_level;
    return series.has_crops && std::find(empty.begin(), empty.end(), false) != empty.end();
}

// What the recipe does not say does not count.
ScoredStudy scored_study(const StudyLabels& labels, const Grades& grades) {
    ScoredStudy study{labels, {}};
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (std::size_t condition = 0; condition < kConditions; ++condition) {
            const auto& grade = grades[level][condition];
            if (!grade) study.labels[level][condition] = kUnlabelled;
            study.predictions[level][condition] = grade.value_or(Probabilities{});
        }
    }
    return study;
}

// The competition's score over the parts that the recipe speaks of, and each part; none without any label: a
// score of 0 would be the best there is.
Metrics metrics_of(const Score& score) {
    Metrics metrics{{"score", 0}};
    double parts = 0;
    const auto add = [&](std::string_view name, const LossPart& part) {
        if (part.rows == 0) return;
        metrics.emplace_back(name, part.loss);
        metrics.front().second += part.loss;
        ++parts;
    };
    for (std::size_t i = 0; i < kConditionGroups; ++i) add(kConditionGroupNames[i], score.groups[i]);
    add("any_severe_spinal", score.any_severe_spinal);
    if (parts == 0) return {};
    metrics.front().second /= parts;
    return metrics;
}

// Columns of the right side among `copies` label rows of [findings x classes] each.
std::vector<std::int64_t> right_columns(const std::vector<Condition>& findings, int copies) {
    std::vector<std::int64_t> columns;
    for (int copy = 0; copy < copies; ++copy) {
        for (std::size_t i = 0; i < findings.size(); ++i) {
            if (!is_right(findings[i])) continue;
            const std::size_t first = (static_cast<std::size_t>(copy) * findings.size() + i) * kClasses;
            for (std::size_t c = 0; c < kClasses; ++c)
                columns.push_back(static_cast<std::int64_t>(first + c));
        }
    }
    return columns;
}

}  // namespace

GradeTask::GradeTask(const TrainingSet& set, const NetFile& file, const TrainingSettings& settings,
                     const ComputeOptions& compute)
    : set_(set),
      recipe_(file.recipe),
      findings_(file.recipe.conditions()),
      settings_(settings),
      compute_(compute),
      ensemble_{{new_net(file, settings)}, compute.device} {
    std::map<std::string, std::vector<CachedSeries>> series;
    for (const CachedSeries& cached : set.cache.series()) {
        if (cached.kind == recipe_.series && has_a_crop(cached)) series[cached.study_id].push_back(cached);
    }
    for (const auto& [id, labels] : set.all_labels) {
        const bool has_pseudo = set.pseudo.contains(id);
        if (!has_pseudo && !has_labels(labels)) continue;
        const auto found = series.find(id);
        if (found == series.end()) {
            ++unused_;
            continue;
        }
        const bool is_held_out = set.is_held_out(id, file.fold);
        if (!is_held_out && !has_pseudo && !has_labels(set.labels.at(id))) continue;
        (is_held_out ? validation_ : training_).push_back({id, found->second});
    }
    if (unused_ > 0) {
        log_warning(std::to_string(unused_) + " studies without " +
                    std::string(series_kind_name(recipe_.series)) + " crops are not used by " + recipe_.name);
    }
    if (training_.empty()) {
        throw Error({"no study to train " + recipe_.name + " on", "",
                     "labelled studies with " + std::string(series_kind_name(recipe_.series)) +
                         " crops outside fold " + std::to_string(file.fold)});
    }
    grader()->to(compute.device);
}

bool GradeTask::has_labels(const StudyLabels& labels) const {
    for (const auto& level : labels) {
        for (const Condition finding : findings_) {
            if (level[static_cast<std::size_t>(finding)] != kUnlabelled) return true;
        }
    }
    return false;
}

torch::Tensor GradeTask::targets(const Grades& grades, const Crops& crops, bool reversed) const {
    auto targets = torch::full({kLevels, static_cast<std::int64_t>(findings_.size()), kClasses}, kUnknown);
    auto value = targets.accessor<float, 3>();
    for (std::size_t level = 0; level < crops.size(); ++level) {
        for (std::size_t i = 0; i < findings_.size(); ++i) {
            const Condition seen = reversed ? other_side(findings_[i]) : findings_[i];
            const auto& grade = grades[level][static_cast<std::size_t>(seen)];
            if (!grade || crops[level].frames == 0) continue;
            for (std::size_t c = 0; c < kClasses; ++c) {
                value[static_cast<std::int64_t>(level)][static_cast<std::int64_t>(i)]
                     [static_cast<std::int64_t>(c)] = static_cast<float>((*grade)[c]);
            }
        }
    }
    return targets;
}

Sample GradeTask::sample(const SampleRequest& request) const {
    Random random(request.seed);
    const Study& study = training_[request.index];
    const auto last = static_cast<std::int64_t>(study.series.size()) - 1;
    const CachedSeries& series = study.series[static_cast<std::size_t>(random.integer(0, last))];
    const Crops crops = set_.cache.crops(series, recipe_.frames);
    const AugmentationPlan plan = draw_augmentation(settings_.augment, random, {kCropSize, kCropSize});
    const int size = recipe_.image_size;
    Sample sample;
    std::vector<torch::Tensor> discs;
    for (const ByteStack& crop : crops) {
        const std::uint64_t noise_seed = random.bits();
        if (crop.frames == 0) {
            discs.push_back(torch::zeros({recipe_.frames, size, size}, torch::kUInt8));
            continue;
        }
        const auto seen = augment(crop, plan, noise_seed, 1);
        const auto input = middle_frames(resize(seen, size, size, Interpolation::cubic, 1), recipe_.frames);
        discs.push_back(byte_tensor(input.frames));
        sample.mask = mask_tensor(input.mask);
    }
    if (!sample.mask.defined()) throw Error({"no disc of the series has a crop", series.series_id});
    sample.input = torch::stack(discs);  // [5,S,H,W]
    const bool reversed = plan.changes.get<FrameReversal>().reverses;
    sample.targets = targets(one_hot(set_.labels.at(study.id)), crops, reversed);
    if (!set_.pseudo.empty()) {
        const auto pseudo = set_.pseudo.find(study.id);
        sample.pseudo = targets(pseudo == set_.pseudo.end() ? Grades{} : pseudo->second, crops, reversed);
    }
    return sample;
}

torch::Tensor GradeTask::loss(const Sample& batch, Random& random) {
    const auto discs = batch.input.size(0) * kLevels;  // N
    const auto device = batch.input.device();
    const auto width = static_cast<std::int64_t>(findings_.size()) * kClasses;
    auto labels = batch.targets.view({discs, width});
    if (batch.pseudo.defined()) labels = torch::cat({labels, batch.pseudo.view({discs, width})}, 1);

    const auto input = unit_range(batch.input);
    const MixedDiscs plain{computed_in(compute_, [&] { return grader()->frame_features(input); }), labels,
                           batch.mask.repeat_interleave(kLevels, 0)};
    const auto partners = sent_to(device, draw_partners(random, discs));
    const auto cut = sent_to(device, draw_chosen(random, discs, settings_.cutmix_chance));
    const MixedDiscs mixed =
        cutmix(plain, partners, cut, right_columns(findings_, batch.pseudo.defined() ? 2 : 1));
    MixedFeatures pooled{{}, mixed.labels};
    for (std::size_t head = 0; head < recipe_.heads.size(); ++head) {
        const MixedDiscs& seen = has_side(recipe_.heads[head].front()) ? mixed : plain;
        pooled.pooled.push_back(grader()->pool(head, seen.features, seen.mask));
    }
    const auto chosen = sent_to(device, draw_chosen(random, discs, settings_.mixup_chance));
    pooled = manifold_mixup(pooled, chosen, draw_beta(random, settings_.mixup_alpha));

    const auto logits = grader()->classify(pooled.pooled).view({-1, kClasses});  // [N*findings,3]
    const auto loss_of = [&](std::int64_t first) {
        return weighted_cross_entropy(logits,
                                      pooled.labels.slice(1, first, first + width).reshape({-1, kClasses}));
    };
    if (!batch.pseudo.defined()) return loss_of(0);
    return (1 - settings_.pseudo_weight) * loss_of(0) + settings_.pseudo_weight * loss_of(width);
}

Metrics GradeTask::validate() {
    if (validation_.empty()) return {};
    std::vector<ScoredStudy> scored;
    for (const Study& study : validation_) {
        FindingTally tally;
        for (const CachedSeries& series : study.series) {
            const SeriesViews views = render_tta_views(set_.cache.crops(series, recipe_.frames), recipe_,
                                                       tta_angles_deg(1), compute_.threads);
            tally.add(
                tally_of(net_logits(ensemble_, views, {.batch = 1, .threads = compute_.threads}), recipe_));
        }
        scored.push_back(scored_study(set_.all_labels.at(study.id), tally.mean()));
    }
    return metrics_of(competition_score(scored));
}

Metrics GradeTask::prior() const {
    std::vector<StudyLabels> learnt;
    for (const Study& study : training_) learnt.push_back(set_.labels.at(study.id));
    const ClassPriors priors = fit_class_priors(learnt);
    Grades grades;
    for (std::size_t level = 0; level < kLevels; ++level) {
        for (const Condition finding : findings_) {
            const auto condition = static_cast<std::size_t>(finding);
            grades[level][condition] = priors[level][condition];
        }
    }
    std::vector<ScoredStudy> scored;
    for (const Study& study : validation_)
        scored.push_back(scored_study(set_.all_labels.at(study.id), grades));
    return metrics_of(competition_score(scored));
}

}  // namespace lumbar
