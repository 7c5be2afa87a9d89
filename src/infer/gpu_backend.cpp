#include "infer/gpu_backend.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <span>
#include <utility>

#include "base/error.h"
#include "config/tta_angles.h"
#include "infer/series_views.h"

namespace lumbar {
namespace {

constexpr int kCropSize = 256;  // px, of the largest crop (core/crop.h)

// The largest input that a recipe's net is given, for the planning of memory: as many frames as it takes, and
// all views.
struct LargestInput {
    explicit LargestInput(const Recipe& recipe) : size(recipe.image_size), frames(recipe.frames) {
        if (recipe.stage == Stage::locate) {
            bytes.resize(static_cast<std::size_t>(frames) * static_cast<std::size_t>(size * size));
            return;
        }
        bytes.resize(static_cast<std::size_t>(frames) * kCropSize * kCropSize);
        std::vector<kernels::AffineMatrix> rotations;
        for (const double angle : kTtaAnglesDeg) {
            rotations.push_back(kernels::rotation_about_centre(angle, kCropSize, kCropSize));
        }
        plan = kernels::plan_views(kCropSize, kCropSize, rotations, size, size);
    }

    gpu::NetInput input() const {
        gpu::NetInput input;
        input.rows = {1, frames, 0, frames};
        if (plan.values.empty()) {
            input.frames = {bytes, size};
        } else {
            input.views = {{kLevels, bytes}, &plan};
            input.rows.discs = kLevels * plan.shape.views;
        }
        return input;
    }

    int size, frames;
    std::vector<std::uint8_t> bytes;
    kernels::ViewPlan plan;
};

// [discs,outputs] of each head -> [discs,findings,3], heads in order.
std::vector<float> joined(const std::vector<gpu::HeadAnswer>& heads, int discs) {
    std::vector<float> all;
    for (std::size_t disc = 0; disc < static_cast<std::size_t>(discs); ++disc) {
        for (const auto& head : heads) {
            const std::size_t outputs = head.values.size() / static_cast<std::size_t>(discs);
            const auto first = head.values.begin() + static_cast<std::ptrdiff_t>(disc * outputs);
            all.insert(all.end(), first, first + static_cast<std::ptrdiff_t>(outputs));
        }
    }
    return all;
}

// [discs,real] of each head -> [discs,heads,frames], 0 for padding.
std::vector<float> joined_attention(const std::vector<gpu::HeadAnswer>& heads, const gpu::FrameRows& rows) {
    const auto frames = static_cast<std::ptrdiff_t>(rows.frames);
    std::vector<float> all(static_cast<std::size_t>(rows.discs * frames) * heads.size());
    std::ptrdiff_t to = rows.first;
    for (std::ptrdiff_t disc = 0; disc < rows.discs; ++disc) {
        for (const gpu::HeadAnswer& head : heads) {
            std::copy_n(head.attention.begin() + disc * rows.real, rows.real, all.begin() + to);
            to += frames;
        }
    }
    return all;
}

}  // namespace

GpuBackend::GpuBackend(std::shared_ptr<gpu::Gpu> device, const std::vector<NetFile>& files,
                       std::vector<gpu::PackedNet> packed, int batch)
    : device_(std::move(device)) {
    std::map<std::string, LargestInput> largest;
    std::vector<gpu::RunnerNet> nets;
    for (std::size_t i = 0; i < files.size(); ++i) {
        recipes_.push_back(files[i].recipe);
        in_float16_.push_back(packed[i].format == gpu::PackedFormat::float16);
        const auto& input = largest.try_emplace(recipes_.back().name, recipes_.back()).first->second;
        nets.push_back({std::move(packed[i]), input.input()});
    }
    runner_ = std::make_unique<gpu::NetRunner>(device_, std::move(nets), batch);
}

std::string GpuBackend::name() const {
    return "GPU " + std::to_string(info().index) + " (" + info().name + "), " +
           std::string(number_format_name(number_format()));
}

NumberFormat GpuBackend::number_format() const {
    const bool any = std::find(in_float16_.begin(), in_float16_.end(), true) != in_float16_.end();
    return any ? NumberFormat::float16 : NumberFormat::float32;
}

std::vector<gpu::HeadAnswer> GpuBackend::run(std::size_t net, const gpu::NetInput& input) {
    try {
        auto heads = runner_->run(net, input);
        for (const auto& head : heads) {
            const auto is_finite = [](float value) { return std::isfinite(value); };
            if (std::all_of(head.values.begin(), head.values.end(), is_finite)) continue;
            const std::string name = "a net of " + recipes_[net].name;
            if (in_float16_[net]) throw NumberOverflow(name + " exceeds the range of float16");
            throw BackendFailure(name + " gave numbers that are not finite");
        }
        return heads;
    } catch (const gpu::GpuFailure& failure) {
        throw BackendFailure(failure.what());
    }
}

std::vector<KeypointNumbers> GpuBackend::keypoints(SeriesKind kind, const MiddleFrames<std::uint8_t>& input,
                                                   std::size_t most_nets) {
    const ByteStack& frames = input.frames;
    const auto first = std::find(input.mask.begin(), input.mask.end(), true) - input.mask.begin();
    const auto real = std::count(input.mask.begin(), input.mask.end(), true);
    gpu::NetInput shown;
    shown.frames = {
        {frames.frame(static_cast<int>(first)), frames.frame_size() * static_cast<std::size_t>(real)},
        frames.height};
    shown.rows = {1, frames.frames, static_cast<std::int32_t>(first), static_cast<std::int32_t>(real)};
    std::vector<KeypointNumbers> answers;
    for (std::size_t net = 0; net < recipes_.size() && answers.size() < most_nets; ++net) {
        if (recipes_[net].stage != Stage::locate || recipes_[net].series != kind) continue;
        const auto numbers = run(net, shown).front().values;
        std::copy_n(numbers.begin(), kKeypointNumbers, answers.emplace_back().begin());
    }
    if (answers.empty()) {
        throw Error({"no stage-1 net for " + std::string(series_kind_name(kind)) + " series"},
                    ExitCode::weights);
    }
    return answers;
}

GradingLogits GpuBackend::grading_logits(const Recipe& recipe, const Crops& crops,
                                         std::span<const double> angles_deg, std::size_t most_nets) {
    const SeriesViewPlan plan = plan_series_views(crops, recipe, angles_deg);
    gpu::NetInput shown;
    shown.views.plan = &plan.render;
    for (const std::int64_t level : plan.levels) {
        const ByteStack& crop = crops[static_cast<std::size_t>(level)];
        shown.views.crops.emplace_back(crop.frame(plan.seen.from),
                                       crop.frame_size() * static_cast<std::size_t>(plan.seen.count));
    }
    shown.rows = {static_cast<std::int32_t>(plan.levels.size() * angles_deg.size()), recipe.frames,
                  plan.seen.to, plan.seen.count};
    GradingLogits logits;
    logits.levels = plan.levels;
    logits.views = angles_deg.size(), logits.findings = recipe.conditions().size();
    logits.frames = static_cast<std::size_t>(recipe.frames);
    for (std::size_t net = 0; net < recipes_.size() && logits.nets.size() < most_nets; ++net) {
        if (recipes_[net].name != recipe.name) continue;
        const auto heads = run(net, shown);
        logits.heads = heads.size();
        logits.nets.push_back(joined(heads, shown.rows.discs));
        logits.attention.push_back(joined_attention(heads, shown.rows));
    }
    if (logits.nets.empty()) throw Error({"no net for recipe " + recipe.name}, ExitCode::weights);
    return logits;
}

}  // namespace lumbar
