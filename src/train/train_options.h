// The options of `lumbar train`: flags, defaults and help.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/cpu_count.h"
#include "command_line/command.h"

namespace lumbar {

struct TrainOptions {
    std::filesystem::path data, output;
    std::vector<std::string> recipes;  // empty: all
    std::vector<int> folds;            // -1: all studies, none held out
    std::uint64_t seed = 0;
    std::optional<std::filesystem::path> cache;   // empty: OUTPUT/cache, made if need be
    std::optional<std::filesystem::path> points;  // for that cache
    std::optional<std::filesystem::path> pretrained, init, config, pseudo, drop_labels;
    std::vector<std::string> settings;  // "lr=3e-4"; those of --set after all others
    std::string note, device = "auto";
    int threads = default_threads();
    bool resume = false, dry_run = false;
};

void declare(Flags& flags, TrainOptions& to);

// Throws Error (usage) unless --recipe or --plan says which nets to train.
void check_recipes(const GivenFlags& given, TrainOptions& to);

}  // namespace lumbar
