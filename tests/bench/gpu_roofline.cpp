// Counts how long the GPU backend's launches take at least, layer by layer, on GPUs that are not at hand.
//
//   gpu_roofline [--gpu t4|a100|h100] [--summary]
//
// Not measured: gpu_roofline/gpus.cpp has the data sheets' numbers, time.cpp the model, work.cpp what is
// counted.  Left out: what passes between two launches, the driver, copies to and from the GPU, and clocks
// below the boost's.
#include <array>
#include <cstdio>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "gpu_roofline/study.h"
#include "gpu_roofline/time.h"

namespace lumbar::roofline {
namespace {

struct Options {
    std::vector<const GpuSheet*> gpus;
    bool summary = false;
};

Options parse(int count, char** words) {
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string word = words[i];
        if (word == "--summary")
            options.summary = true;
        else if (word == "--gpu" && i + 1 < count)
            options.gpus.push_back(&find_sheet(words[++i]));
        else
            throw std::invalid_argument("usage: gpu_roofline [--gpu t4|a100|h100] [--summary]");
    }
    if (options.gpus.empty()) {
        for (const GpuSheet& sheet : gpu_sheets()) options.gpus.push_back(&sheet);
    }
    return options;
}

// Seconds by Group, and the mma kernels' ideal time in the backbone.
struct Totals {
    std::array<double, 4> seconds{};
    double ideal = 0, macs = 0;
    std::size_t launches = 0;

    void add(const Work& work, const Time& time, double times) {
        seconds[static_cast<std::size_t>(work.group)] += times * time.total;
        if (work.group == Group::convolution) ideal += times * time.ideal;
        macs += times * work.macs;
    }
    void add(const Totals& other, int times) {
        for (std::size_t i = 0; i < seconds.size(); ++i) seconds[i] += times * other.seconds[i];
        ideal += times * other.ideal, macs += times * other.macs;
        launches += other.launches * static_cast<std::size_t>(times);
    }
    double all() const { return seconds[0] + seconds[1] + seconds[2] + seconds[3]; }
    double share(Group group) const { return 100 * seconds[static_cast<std::size_t>(group)] / all(); }
    double roofline() const { return 100 * ideal / seconds[0]; }
};

Totals sum_up(const NetWork& net, const GpuSheet& gpu, const ResourceTable& resources) {
    Totals totals;
    for (const Work& work : net.launches) totals.add(work, estimate_time(work, gpu, resources), 1);
    totals.launches = net.launches.size();
    return totals;
}

void print_summary_row(const GpuSheet& gpu, const std::string& name, const Totals& totals) {
    std::printf("| %s | %s | %.0f | %zu | %.1f | %.0f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |\n",
                gpu.title.c_str(), name.c_str(), totals.macs / 1e9, totals.launches, totals.all() * 1e3,
                totals.roofline(), totals.share(Group::convolution), totals.share(Group::depthwise),
                totals.share(Group::head_product), totals.share(Group::other));
}

void print_summary(const GpuSheet& gpu, const StudyWork& study, const ResourceTable& resources) {
    Totals all;
    for (const NetWork& net : study.recipes) {
        const Totals totals = sum_up(net, gpu, resources);
        print_summary_row(gpu, "`" + net.recipe + "`", totals);
        all.add(totals, net.nets);
    }
    print_summary_row(gpu, "a study, 24 nets", all);
}

struct Layer {
    Work work;
    Time time;
    int times = 0;
};

// Layers of the same kind and size count as one, in the order of their first launch.
std::vector<Layer> distinct_layers(const NetWork& net, const GpuSheet& gpu, const ResourceTable& resources) {
    std::vector<Layer> layers;
    std::map<std::string, std::size_t> known;
    for (const Work& work : net.launches) {
        const std::string key = work.layer + work.kernel + std::to_string(work.blocks);
        const auto [found, is_new] = known.try_emplace(key, layers.size());
        if (is_new) layers.push_back({work, estimate_time(work, gpu, resources), 0});
        ++layers[found->second].times;
    }
    return layers;
}

void print_layers(const GpuSheet& gpu, const NetWork& net, const ResourceTable& resources) {
    std::printf("\n### %s on %s: one net, a study\n\n", net.recipe.c_str(), gpu.title.c_str());
    std::printf(
        "| layer | kernel | times | GMAC | MB | blocks | resident | occupancy | waves | tail | mma us | "
        "shared us | "
        "issue us | memory us | L2 us | us | bound by | of mma |\n");
    std::printf("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
    for (const Layer& layer : distinct_layers(net, gpu, resources)) {
        const Work& work = layer.work;
        const Time& time = layer.time;
        std::printf(
            "| %s | %s | %d | %.2f | %.1f | %lld | %d | %.0f %% | %.2f | %.0f %% | %.1f | %.1f | %.1f | %.1f "
            "| %.1f | "
            "%.1f | %s | %.0f %% |\n",
            work.layer.c_str(), work.kernel.c_str(), layer.times, work.macs / 1e9, work.memory_bytes / 1e6,
            static_cast<long long>(work.blocks), time.resident, 100 * time.occupancy, time.waves,
            100 * time.tail, time.mma * 1e6, time.shared * 1e6, time.issue * 1e6, time.memory * 1e6,
            time.l2 * 1e6, time.total * 1e6, time.bound, 100 * time.ideal / time.total);
    }
}

void print(const Options& options) {
    const ResourceTable resources = read_kernel_registers(LUMBAR_GPU_REGISTERS);
    const StudyCounter counter;
    std::vector<StudyWork> studies;
    for (const GpuSheet* gpu : options.gpus) studies.push_back(counter.count(*gpu));
    std::printf(
        "| GPU | net | GMAC | launches | ms | of the mma roofline | convolutions | depthwise | heads' "
        "products | "
        "other |\n|---|---|---|---|---|---|---|---|---|---|\n");
    for (std::size_t i = 0; i < studies.size(); ++i) print_summary(*options.gpus[i], studies[i], resources);
    std::printf("\n");
    for (std::size_t i = 0; i < studies.size(); ++i) {
        std::printf("%s, %.0f GB: %s\n", options.gpus[i]->title.c_str(), options.gpus[i]->memory_bytes / 1e9,
                    studies[i].memory.c_str());
    }
    for (const NetWork& net : studies.front().recipes) {
        std::printf("weights of %d x %s: %.0f MB each\n", net.nets, net.recipe.c_str(),
                    static_cast<double>(net.weight_bytes) / 1e6);
    }
    if (options.summary) return;
    for (std::size_t i = 0; i < studies.size(); ++i) {
        for (const NetWork& net : studies[i].recipes) print_layers(*options.gpus[i], net, resources);
    }
}

}  // namespace
}  // namespace lumbar::roofline

int main(int count, char** words) {
    try {
        lumbar::roofline::print(lumbar::roofline::parse(count, words));
        return 0;
    } catch (const std::exception& e) {
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}
