#include "grade/tta.h"

#include <cstring>
#include <string>
#include <utility>

#include "base/error.h"
#include "image/middle_frames.h"
#include "kernels/render_views.h"

#if defined(LUMBAR_CUDA_KERNELS)
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>
#endif

namespace lumbar {
namespace {

#if defined(LUMBAR_CUDA_KERNELS)
template <class T>
torch::Tensor on_gpu(const T* values, std::size_t count, torch::ScalarType type,
                     const torch::Device& device) {
    // from_blob wants a mutable pointer; it is only read, and copied before this returns.
    return torch::from_blob(const_cast<T*>(values), {static_cast<std::int64_t>(count)}, type).to(device);
}
#endif

// Renders crops that are alike: the GPU that is to be shown the views, where the program has a kernel for
// it, else the CPU.
class ViewRenderer {
  public:
    ViewRenderer(kernels::ViewPlan plan, [[maybe_unused]] const torch::Device& device, int threads)
        : plan_(std::move(plan)), threads_(threads) {
#if defined(LUMBAR_CUDA_KERNELS)
        if (!device.is_cuda()) return;
        device_ = device;
        gpu_values_ = on_gpu(plan_.values.data(), plan_.values.size(), torch::kInt32, device);
#endif
    }
    // Where it renders.
    const torch::Device& device() const {
        return device_;
    }

    void render(const ByteStack& crop, const MiddleRange& seen, const kernels::ViewTarget& target) const {
#if defined(LUMBAR_CUDA_KERNELS)
        if (device_.is_cuda()) return render_on_gpu(crop, seen, target);
#endif
        kernels::render_views(crop.frame(seen.from), seen.count, plan_, target, threads_);
    }

  private:
#if defined(LUMBAR_CUDA_KERNELS)
    void render_on_gpu(const ByteStack& crop, const MiddleRange& seen,
                       const kernels::ViewTarget& target) const {
        const c10::cuda::CUDAGuard current(device_);
        const auto bytes =
            on_gpu(crop.frame(seen.from), crop.frame_size() * static_cast<std::size_t>(seen.count),
                   torch::kUInt8, device_);
        kernels::ViewTables tables = plan_.shape;
        tables.values = gpu_values_.data_ptr<std::int32_t>();
        // The allocator gives bytes and tables to others on this stream only: after the kernel.
        kernels::launch_render_views(bytes.data_ptr<std::uint8_t>(), seen.count, tables, target,
                                     c10::cuda::getCurrentCUDAStream(device_.index()).stream());
    }
    torch::Tensor gpu_values_;  // the plan's
#endif
    kernels::ViewPlan plan_;
    torch::Device device_ = torch::kCPU;
    int threads_;
};

std::vector<std::int64_t> levels_of(const Crops& crops) {
    std::vector<std::int64_t> levels;
    for (std::size_t level = 0; level < crops.size(); ++level) {
        if (crops[level].frames > 0) levels.push_back(static_cast<std::int64_t>(level));
    }
    return levels;
}

void check_alike(const ByteStack& crop, const ByteStack& first) {
    if (crop.frames == first.frames && crop.height == first.height && crop.width == first.width) return;
    const auto size = [](const ByteStack& stack) {
        return std::to_string(stack.frames) + "x" + std::to_string(stack.height) + "x" +
               std::to_string(stack.width);
    };
    throw Error({"the crops of a series differ", "grading", size(first), size(crop)});
}

kernels::ViewPlan plan_for(const ByteStack& crop, std::span<const double> angles_deg, int size) {
    std::vector<kernels::AffineMatrix> turns;
    for (const double angle : angles_deg) {
        turns.push_back(kernels::turn_about_centre(angle, crop.height, crop.width));
    }
    return kernels::plan_views(crop.height, crop.width, turns, size, size);
}

torch::Tensor mask_of(const MiddleRange& seen, int frames) {
    auto mask = torch::zeros({frames}, torch::kBool);
    mask.narrow(0, seen.to, seen.count).fill_(true);
    return mask;
}

}  // namespace

SeriesViews show_views(const Crops& crops, const Recipe& recipe, std::span<const double> angles_deg,
                       const torch::Device& device, int threads) {
    SeriesViews shown;
    shown.levels = levels_of(crops);
    if (shown.levels.empty()) throw Error({"no disc could be cropped"});
    const ByteStack& first = crops[static_cast<std::size_t>(shown.levels.front())];
    const MiddleRange seen = middle_range(first.frames, recipe.frames);
    const ViewRenderer renderer(plan_for(first, angles_deg, recipe.image_size), device, threads);
    const auto views = static_cast<std::int64_t>(angles_deg.size()),
               levels = static_cast<std::int64_t>(shown.levels.size());
    auto frames = torch::empty({views, levels, seen.count, 1, recipe.image_size, recipe.image_size},
                               torch::device(renderer.device()));
    for (std::int64_t i = 0; i < levels; ++i) {
        const ByteStack& crop = crops[static_cast<std::size_t>(shown.levels[static_cast<std::size_t>(i)])];
        check_alike(crop, first);
        renderer.render(
            crop, seen,
            {frames.data_ptr<float>() + i * frames.stride(1), static_cast<std::size_t>(frames.stride(0))});
    }
    shown.frames = frames.flatten(0, 1).to(device);
    shown.mask = mask_of(seen, recipe.frames).to(device);
    shown.first_real = seen.to;
    return shown;
}

}  // namespace lumbar
