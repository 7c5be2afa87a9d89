// Where a training run keeps what it makes: OUTPUT/NAME.safetensors and .json for predict, all else in
// OUTPUT/runs/NAME.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "files/json.h"
#include "models/registry.h"

namespace lumbar {

class RunFolder {
  public:
    // "cfg_stage2_s2_sp1_fold0_seed123".
    RunFolder(const std::filesystem::path& output, const NetFile& net, std::uint64_t seed);

    // Makes it, unless it is there.  Throws Error (output).
    void make() const;

    const std::string& name() const { return name_; }
    const std::filesystem::path& folder() const { return folder_; }
    std::filesystem::path state() const { return folder_ / "state.safetensors"; }
    std::filesystem::path settings() const { return folder_ / "settings.json"; }
    std::filesystem::path metrics() const { return folder_ / "metrics.csv"; }
    std::filesystem::path curves() const { return folder_ / "curves.html"; }
    std::filesystem::path weights() const { return output_ / (name_ + ".safetensors"); }
    std::filesystem::path metadata() const { return output_ / (name_ + ".json"); }

    std::filesystem::path last_weights() const { return folder_ / "last.safetensors"; }

    // Beside weights(), what `predict --weights` wants to know: the solution's keys, then `further` ones.
    void write_metadata(const NetFile& net, std::uint64_t seed, const Json& metrics,
                        const Json& further) const;
    // Of the weights and the state that are there.
    std::uintmax_t bytes_on_disk() const;
    // What a run that was killed had begun to write.
    void remove_leftovers() const;
    // Whether a run of this name has been finished here before.
    bool is_finished() const;
    // In what the finished run's recipe, settings and sources differ from these; empty: in nothing
    // (files/json_differences.h).
    std::string differences_to_finished(const NetFile& net, const Json& settings, const Json& sources) const;

  private:
    std::filesystem::path output_, folder_;
    std::string name_;
};

}  // namespace lumbar
