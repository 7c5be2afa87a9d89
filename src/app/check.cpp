#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/commands.h"
#include "base/cpu_count.h"
#include "base/error.h"
#include "config/device_request.h"
#include "config/ensemble_plan.h"
#include "infer/device_check.h"
#include "infer/select_nets.h"
#include "models/checksum.h"

namespace lumbar {
namespace {

struct CheckOptions {
    std::filesystem::path weights;
    DeviceRequest device;
    int threads = default_threads();
    std::vector<std::string> recipes;  // empty: all
    std::vector<int> folds;            // empty: all
};

void declare(Flags& flags, CheckOptions& to) {
    flags.required_path("weights", to.weights, "folder of nets");
    flags.parsed("device", to.device, "NAME", parse_device_request, device_request_name,
                 "auto (the CPU and every GPU), cpu, gpu, gpu:N, or several: gpu:0,gpu:1");
    flags.threads(to.threads, "CPU threads");
    flags.names("recipes", to.recipes, "only these recipes of stage 2");
    flags.numbers("folds", to.folds, "only nets of these folds");
}

void print_heading(const SelfCheck& check) {
    std::printf(
        "%zu nets, compared with plain float32 on the CPU; a view is one disc at one angle, or one series of "
        "stage 1\n\n",
        check.nets().size());
    std::printf("%-44s %-34s %10s %8s %10s %8s\n", "net", "device", "difference", "bound", "ms a view",
                "GMAC/s");
}

void print_row(const NetFile& net, const CheckedDevice& device, std::size_t i) {
    std::printf("%-44s %-34s %10.2g %8.2g %10.2f %8.1f%s\n", net.name().c_str(), device.name.c_str(),
                device.differences[i], device.bound, device.view_s[i] * 1e3,
                static_cast<double>(device.view_macs[i]) / device.view_s[i] / 1e9,
                device.differences[i] <= device.bound ? "" : "   DIFFERS");
}

void run(const CheckOptions& options) {
    const auto nets = select_nets({options.weights, options.recipes, options.folds, true},
                                  read_ensemble_plan(options.weights));
    verify_checksums(nets, options.threads);
    const SelfCheck check(nets, options.threads);
    print_heading(check);
    std::size_t disagree = 0;
    for (const auto& candidate : devices_to_check(options.device, nets, options.threads)) {
        const CheckedDevice device = check_device(candidate, check);
        if (!device.reason.empty()) {
            std::printf("%-44s %-34s not usable: %s\n", "", device.name.c_str(), device.reason.c_str());
            disagree += device.was_asked_for ? 1 : 0;
            continue;
        }
        for (std::size_t i = 0; i < nets.size(); ++i) {
            print_row(nets[i], device, i);
            disagree += device.differences[i] <= device.bound ? 0 : 1;
        }
        std::printf("%-44s %-34s %s\n\n", "", device.name.c_str(), device.memory.c_str());
        std::fflush(stdout);
    }
    if (disagree > 0) {
        throw Error({"not every device computes what the CPU does in float32", "lumbar check"},
                    ExitCode::device);
    }
    std::printf("all agree\n");
}

}  // namespace

Command check_command() {
    return make_command<CheckOptions>(
        {.name = "check",
         .usage = "--weights DIR [--device NAME]",
         .summary = "compares every device's answers with float32 on the CPU, and times them",
         .examples = {"lumbar check --weights nets", "lumbar check --weights nets --device gpu:0"},
         .notes = "\nExit code 6 if a net's answers differ by more than the bound of its format,\n"
                  "or if a device that was named cannot be used.\n"},
        declare, run);
}

}  // namespace lumbar
