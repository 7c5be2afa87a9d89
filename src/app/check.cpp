#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/commands.h"
#include "base/error.h"
#include "config/ensemble_plan.h"
#include "infer/device_check.h"
#include "infer/select_nets.h"
#include "models/checksum.h"

namespace lumbar {
namespace {

void print_heading(const SelfCheck& check) {
    std::printf(
        "%zu nets, compared with plain float32 on the CPU; a view is one disc at one angle, or one series of "
        "stage 1\n\n",
        check.nets().size());
    std::printf("%-44s %-34s %10s %8s %10s %8s\n", "net", "device", "difference", "bound", "ms a view",
                "GMAC/s");
}

void print_row(const NetFile& net, const CheckedDevice& device, std::size_t i) {
    std::printf("%-44s %-34s %10.2g %8.2g %10.2f %8.1f%s\n", net.weights.stem().c_str(), device.name.c_str(),
                device.differences[i], device.bound, device.view_s[i] * 1e3,
                static_cast<double>(device.view_macs[i]) / device.view_s[i] / 1e9,
                device.differences[i] <= device.bound ? "" : "   DIFFERS");
}

}  // namespace

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

}  // namespace lumbar
