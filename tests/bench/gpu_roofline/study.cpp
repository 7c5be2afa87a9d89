#include "gpu_roofline/study.h"

#include <algorithm>
#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <vector>

#include "config/hgnetv2_config.h"
#include "config/recipe.h"
#include "config/tta_angles.h"
#include "core/grades.h"
#include "core/keypoints.h"
#include "gpu_nets/emit_run.h"
#include "gpu_nets/memory_plan.h"
#include "kernels/affine_matrix.h"
#include "kernels/render_views.h"
#include "support/zero_weights.h"

namespace lumbar::roofline {
namespace {

constexpr int kCropSize = 256;  // px, as GpuBackend plans for
constexpr int kFolds = 4;

// As pack_weights describes the net of a recipe.
gpu::NetDescription describe(const Recipe& recipe) {
    gpu::NetDescription net{
        hgnetv2_config("hgnetv2_b5"), recipe.stage == Stage::grade, {}, gpu::kNoActivation};
    if (recipe.stage == Stage::locate) {
        net.head_outputs = {kKeypointNumbers};
        net.last_activation = gpu::kSigmoid;
    }
    for (const auto& head : recipe.heads)
        net.head_outputs.push_back(static_cast<int>(head.size()) * kClasses);
    return net;
}

// A series that has all the frames that the recipe takes, in all views.
struct FullInput {
    explicit FullInput(const Recipe& recipe) : size(recipe.image_size), frames(recipe.frames) {
        const bool is_plain = recipe.stage == Stage::locate;
        const int side = is_plain ? size : kCropSize;
        bytes.resize(static_cast<std::size_t>(frames) * static_cast<std::size_t>(side * side));
        if (is_plain) return;
        std::vector<kernels::AffineMatrix> rotations;
        for (const double angle : kTtaAnglesDeg)
            rotations.push_back(kernels::rotation_about_centre(angle, side, side));
        plan = kernels::plan_views(side, side, rotations, size, size);
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

struct CountedNet {
    explicit CountedNet(const Recipe& counted) : recipe(counted), input(counted) {
        test::ZeroWeights zeros;
        net = gpu::pack_net(describe(recipe), gpu::PackedFormat::float16, zeros);
        weight_bytes = net.bytes->size();
        net.bytes.reset();  // no launch reads them here
    }
    Recipe recipe;
    FullInput input;
    gpu::PackedNet net;
    std::size_t weight_bytes = 0;
};

}  // namespace

struct StudyCounter::Nets {
    std::list<CountedNet> all;
};

StudyCounter::StudyCounter() : nets_(std::make_unique<Nets>()) {
    for (const Recipe& recipe : solution_recipes()) nets_->all.emplace_back(recipe);
}
StudyCounter::~StudyCounter() = default;

StudyWork StudyCounter::count(const GpuSheet& gpu) const {
    std::vector<std::string> names;
    gpu::RunPlace place{0, 0, {gpu.compute, gpu.multiprocessors}, [&](const std::string& name) {
                            const auto known = std::find(names.begin(), names.end(), name);
                            if (known == names.end()) names.push_back(name);
                            const auto index = std::find(names.begin(), names.end(), name) - names.begin();
                            return static_cast<gpu::Address>(index);
                        }};
    std::vector<std::size_t> net_bytes;
    for (const CountedNet& net : nets_->all) net_bytes.insert(net_bytes.end(), kFolds, net.weight_bytes);
    const auto scratch_for = [&](std::int64_t pixels) {
        std::size_t most = 0;
        for (const CountedNet& net : nets_->all) {
            most = std::max(most, emit_run(net.net, net.input.input(), place, pixels).scratch_bytes);
        }
        return most;
    };
    const gpu::MemoryPlan plan =
        gpu::plan_memory(net_bytes, scratch_for, static_cast<std::uint64_t>(gpu.memory_bytes));

    StudyWork study{{}, gpu::describe(plan), plan.weight_bytes, plan.scratch_bytes};
    for (const CountedNet& net : nets_->all) {
        NetWork counted{net.recipe.name, kFolds, net.weight_bytes, {}};
        const gpu::NetRun run = emit_run(net.net, net.input.input(), place, plan.pass_pixels);
        run.list.for_each_launch([&](gpu::Address kernel, gpu::Grid grid, gpu::Grid block, auto args) {
            counted.launches.push_back(count_work(names[kernel], grid, block, args, gpu.compute));
        });
        study.recipes.push_back(std::move(counted));
    }
    return study;
}

}  // namespace lumbar::roofline
