#include "training_data.h"

#include "prepare/cache_index.h"
#include "prepare/prepare.h"
#include "prepare/prepare_options.h"
#include "prepare/sample_cache.h"
#include "support/tiny_manifest.h"
#include "synth/synthetic_data.h"
#include "train/train_nets.h"

namespace lumbar::test {

namespace fs = std::filesystem;

TrainingData::TrainingData() {
    SynthSpec spec;
    spec.output = data();
    spec.studies = 8;
    spec.seed = 23;
    spec.image_size = 96;
    write_synthetic_data(spec);
    PrepareOptions options;
    options.data = data();
    options.output = cache();
    options.locate_size = 64;
    options.threads = 1;
    prepare(options);
    fs::create_directory(weights());
    write_text(weights() / "manifest.json", kTinyManifest);
}

const TrainingData& TrainingData::drawn() {
    static const TrainingData data;
    return data;
}

TrainingSources changed_cache(const fs::path& folder, const std::function<bool(PreparedSeries&)>& change) {
    const TrainingData& drawn = TrainingData::drawn();
    const SampleCache cache(drawn.cache());
    CacheIndex index = read_index(drawn.cache());
    index.series.clear();
    fs::create_directories(folder / "series");
    for (const CachedSeries& cached : cache.series()) {
        PreparedSeries series{cached.study_id,
                              cached.series_id,
                              cached.kind,
                              96,
                              96,
                              cache.locate_frames(cached),
                              cache.crops(cached),
                              cache.points(cached),
                              SeriesFile(cached.file).fingerprint()};
        if (!change(series)) continue;
        const fs::path path = folder / "series" / (cached.series_id + ".safetensors");
        write_series_file(path, series);
        index.series.push_back(SeriesFile(path).series());
    }
    write_index(folder, index);
    return {drawn.data(), folder, {}, {}};
}

TrainingRun tiny_run(const std::string& recipe, int fold, const std::vector<std::string>& settings) {
    TrainOptions options;
    options.output = TrainingData::drawn().weights();
    options.recipes = {recipe};
    options.folds = {fold};
    options.seed = 5;
    options.threads = 1;
    options.settings = {"backbone=hgnetv2_b0", "width=0.25",     "depth=0.34",
                        "head_width=32",       "precision=fp32", "workers=1"};
    options.settings.insert(options.settings.end(), settings.begin(), settings.end());
    return plan_runs(options).front();
}

std::vector<std::string> plain_settings(const std::vector<std::string>& further) {
    std::vector<std::string> settings;
    for (const char* name : {"drop_path", "dropout", "cutmix_chance", "mixup_chance", "augment.brightness",
                             "augment.contrast", "augment.shift", "augment.scale", "augment.rotate_deg",
                             "augment.blur_chance", "augment.distort_chance", "augment.dropout_chance",
                             "augment.vertical_flip_chance", "augment.reverse_chance"}) {
        settings.push_back(std::string(name) + "=0");
    }
    settings.insert(settings.end(), further.begin(), further.end());
    return settings;
}

}  // namespace lumbar::test
