#include "models/checksum.h"

#include <map>
#include <utility>

#include "base/error.h"
#include "base/log.h"
#include "base/run_parallel.h"
#include "config/ensemble_plan.h"
#include "files/sha256.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

using Checksums = std::map<std::string, std::string>;

fs::path folder_of(const fs::path& weights) {
    return fs::absolute(weights).parent_path();
}

// Empty: none.
std::string stated_for(const fs::path& weights, const Checksums& checksums) {
    const auto stated = checksums.find(weights.filename().string());
    return stated == checksums.end() ? "" : stated->second;
}

void require_equal(const fs::path& weights, const std::string& stated, const std::string& found) {
    if (stated.empty() || stated == found) return;
    throw Error({"the weights are not those that " + std::string(kManifestName) + " lists", weights.string(),
                 "sha256 " + stated, found},
                ExitCode::weights);
}

void warn_of_missing(const fs::path& folder, const Checksums& checksums) {
    for (const auto& [name, sum] : checksums) {
        if (fs::exists(folder / name)) continue;
        log_warning((folder / name).string() + ": missing; " + kManifestName + " states its sha256");
    }
}

}  // namespace

void require_checksum(const fs::path& weights, const std::string& found_sha256) {
    require_equal(weights, stated_for(weights, read_ensemble_plan(folder_of(weights)).sha256), found_sha256);
}

int verify_checksums(const std::vector<NetFile>& nets, int threads) {
    std::map<fs::path, Checksums> manifests;
    std::vector<std::pair<fs::path, std::string>> stated;
    for (const NetFile& net : nets) {
        const fs::path folder = folder_of(net.weights);
        const auto [manifest, is_new] = manifests.try_emplace(folder);
        if (is_new) {
            manifest->second = read_ensemble_plan(folder).sha256;
            warn_of_missing(folder, manifest->second);
        }
        const std::string sum = stated_for(net.weights, manifest->second);
        if (!sum.empty()) stated.emplace_back(net.weights, sum);
    }
    run_parallel(static_cast<int>(stated.size()), threads, [&](int i) {
        const auto& [weights, sum] = stated[static_cast<std::size_t>(i)];
        require_equal(weights, sum, sha256_of_file(weights));
    });
    return static_cast<int>(stated.size());
}

}  // namespace lumbar
