#include "models/checksum.h"

#include "base/error.h"
#include "base/run_parallel.h"
#include "config/ensemble_plan.h"
#include "files/sha256.h"

namespace lumbar {

void require_checksum(const NetFile& net, const std::string& found_sha256) {
    if (net.sha256.empty() || net.sha256 == found_sha256) return;
    throw Error({"the weights are not those that " + std::string(kManifestName) + " lists",
                 net.weights.string(), "sha256 " + net.sha256, found_sha256},
                ExitCode::weights);
}

int verify_checksums(const std::vector<NetFile>& nets, int threads) {
    std::vector<const NetFile*> stated;
    for (const NetFile& net : nets) {
        if (!net.sha256.empty()) stated.push_back(&net);
    }
    run_parallel(static_cast<int>(stated.size()), threads, [&](int i) {
        const NetFile& net = *stated[static_cast<std::size_t>(i)];
        require_checksum(net, sha256_of_file(net.weights));
    });
    return static_cast<int>(stated.size());
}

}  // namespace lumbar
