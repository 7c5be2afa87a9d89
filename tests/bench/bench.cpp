// What each phase of predict costs here, each beside something plain measured in the same run.
#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

#include "base/timer.h"
#include "config/tta_angles.h"
#include "crop/disc_crops.h"
#include "dicom/series.h"
#include "files/text_file.h"
#include "image/middle_frames.h"
#include "image/resize.h"
#include "image/resize_to_square.h"
#include "image/rotate.h"
#include "infer/load_nets.h"
#include "infer/render_tta_views.h"
#include "models/grading_net.h"
#include "models/registry.h"
#include "models/untrained.h"
#include "nn/autocast.h"
#include "support/files.h"

namespace {

using namespace lumbar;

// Median of `repeats` runs after one to warm up.
double seconds(const std::function<void()>& work, int repeats = 5) {
    work();
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) {
        const Timer timer;
        work();
        times.push_back(timer.seconds());
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void report(const char* what, double measured, const char* unit, const char* peer, double peer_measured) {
    std::printf("%-44s %10.3f %-7s %-30s %10.3f   ratio %.3f\n", what, measured, unit, peer, peer_measured,
                measured / peer_measured);
}

// Multiply-accumulates a second of the best the library does here: a large matrix product.
double gemm_gmac_per_s() {
    constexpr std::int64_t kSide = 1536;
    const auto a = torch::rand({kSide, kSide}), b = torch::rand({kSide, kSide});
    return kSide * kSide * kSide / 1e9 / seconds([&] { torch::mm(a, b); });
}

void bench_nets(double ceiling) {
    struct Case {
        const char* name;
        int size;
        double gmac;  // a frame: docs/pipeline.md, "Work and size"
    };
    HgNetV2 net(hgnetv2_config("hgnetv2_b5"));
    net->eval();
    constexpr int kFrames = 8;
    for (const Case& each : {Case{"b5 forward, 8 frames of 96 px", 96, 1.21},
                             {"b5 forward, 8 frames of 128 px", 128, 2.14},
                             {"b5 forward, 8 frames of 256 px", 256, 8.53}}) {
        const auto frames = torch::rand({kFrames, 1, each.size, each.size});
        const double time = seconds([&] { net->forward(frames); }, 3);
        report(each.name, each.gmac * kFrames / time, "GMAC/s", "matrix product", ceiling);
    }
}

void bench_images(int threads) {
    const auto folder = test::test_file("golden/study/test_images/1001/2002");
    const double bytes = seconds([&] {
        for (const auto& file : std::filesystem::directory_iterator(folder)) read_text_file(file.path());
    });
    report("read a series of 12 DICOM files", seconds([&] { read_series(folder, threads); }) * 1e3, "ms",
           "reading their bytes", bytes * 1e3);
    const Volume volume = read_series(folder, threads);
    const IntensityRange range = percentile_range(volume.frames);
    const double copy = seconds([&] { const FloatStack copied = volume.frames; });
    report("percentiles of 12 frames", seconds([&] { percentile_range(volume.frames, threads); }) * 1e3, "ms",
           "selecting in a copy", seconds([&] {
                                      auto copied = volume.frames.pixels;
                                      for (const std::size_t share : {99, 1}) {
                                          const auto at =
                                              static_cast<std::ptrdiff_t>((copied.size() - 1) * share / 100);
                                          std::nth_element(copied.begin(), copied.begin() + at, copied.end());
                                      }
                                  }) * 1e3);
    report("stage-1 input of 12 frames",
           seconds([&] { resize_to_square(volume.frames, range, 256, threads); }) * 1e3, "ms",
           "copying the frames", copy * 1e3);
    Keypoints points;
    for (std::size_t level = 0; level < points.size(); ++level) {
        const double y = 0.22 + 0.13 * static_cast<double>(level);
        points[level] = {Point{0.43, y}, Point{0.57, y + 0.01}};
    }
    constexpr auto kT2 = SeriesKind::sagittal_t2;
    report("five levelled crops of 12 frames",
           seconds([&] { crop_discs(volume, points, kT2, range, threads); }) * 1e3, "ms",
           "copying the frames", copy * 1e3);
    const Crops crops = crop_discs(volume, points, kT2, range, threads);
    const Recipe& recipe = find_recipe(solution_recipes(), "stage2_s2_sp1");
    const double views = seconds([&] { render_tta_views(crops, recipe, kTtaAnglesDeg, threads); });
    const double two_steps = seconds([&] {
        for (const double angle : kTtaAnglesDeg) {
            for (const ByteStack& crop : crops) {
                const auto seen = middle_frames(crop, recipe.frames).frames;
                resize(rotate(seen, angle, Interpolation::linear, threads), recipe.image_size,
                       recipe.image_size, Interpolation::cubic, threads);
            }
        }
    });
    report("nine views of five discs, 8 frames, 128 px", views * 1e3, "ms", "turned, then resized",
           two_steps * 1e3);
    HgNetV2 net(hgnetv2_config("hgnetv2_b5"));
    net->eval();
    const auto frames = torch::rand({40, 1, 128, 128});
    report("the same", views * 1e3, "ms", "b5 on it", seconds([&] { net->forward(frames); }, 3) * 9e3);
}

// Four folds of every recipe, as predict loads them before its first study.  From files that the system has
// in memory: a disk would add its own time.
void bench_loading(int threads) {
    constexpr int kFolds = 4;
    const test::TemporaryFolder folder;
    write_untrained_nets(folder.path(), solution_recipes(), 1, {.backbone = "hgnetv2_b5", .scale = {}});
    std::vector<NetFile> nets;
    for (int fold = 0; fold < kFolds; ++fold) {
        for (NetFile& net : find_nets(folder.path(), solution_recipes())) nets.push_back(std::move(net));
    }
    const double bytes = seconds(
        [&] {
            for (const NetFile& net : nets) read_text_file(net.weights);
        },
        1);
    for (const auto precision : {torch::kFloat32, torch::kBFloat16}) {
        if (precision == torch::kBFloat16 && !multiplies_bfloat16()) break;
        const double loading = seconds([&] { load_nets(nets, {torch::kCPU, precision, threads}); }, 1);
        report(precision == torch::kFloat32 ? "load four folds of b5, fp32" : "load four folds of b5, bf16",
               loading, "s", "reading their bytes", bytes);
    }
}

}  // namespace

// Without arguments: the table.  FOLDER...: how long reading each series takes, a line each, in seconds.
int main(int argc, char** argv) {
    const int threads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    for (int i = 1; i < argc; ++i) {
        std::printf("%.6f\n", seconds([&] { read_series(argv[i], threads); }, 15));
    }
    if (argc > 1) return 0;
    torch::set_num_threads(threads);
    const torch::InferenceMode inference;
    const double ceiling = gemm_gmac_per_s();
    std::printf("%d threads, LibTorch %s; ratio: measured to its peer\n", threads, TORCH_VERSION);
    bench_nets(ceiling);
    bench_images(threads);
    bench_loading(threads);
}
