#include "competition.h"

#include <algorithm>

#include "base/log.h"
#include "competition/series_list.h"
#include "competition/submission_file.h"
#include "models/untrained.h"
#include "support/tiny_manifest.h"
#include "synth/synthetic_data.h"

namespace lumbar::test {
namespace {

namespace fs = std::filesystem;

// The pristine copy, drawn when first asked for.
const TemporaryFolder& drawn() {
    static const TemporaryFolder folder;
    static const bool done = [] {
        SynthSpec spec;
        spec.output = folder / "data";
        spec.studies = 2;
        spec.seed = 11;
        spec.image_size = 96;
        spec.threads = 2;
        write_synthetic_data(spec);
        // Tests break the test images only; a copy in the place of the link keeps one place to break.
        fs::remove(folder / "data/test_images");
        fs::rename(folder / "data/train_images", folder / "data/test_images");
        write_untrained_nets(folder / "weights", solution_recipes(), 5);
        write_text(folder / "weights/manifest.json", kTinyManifest);
        return true;
    }();
    (void)done;
    return folder;
}

}  // namespace

Competition::Competition() {
    fs::copy(drawn().path(), folder_.path(), fs::copy_options::recursive);
    studies_ = read_series_list(data(), Split::test);
}

const SeriesEntry& Competition::series(std::size_t study, SeriesKind kind) const {
    const auto& all = studies_.at(study).series;
    return *std::find_if(all.begin(), all.end(),
                         [&](const SeriesEntry& entry) { return entry.kind == kind; });
}

std::vector<fs::path> Competition::files(const SeriesEntry& series) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(series.folder)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

PredictOptions Competition::options() const {
    PredictOptions options;
    options.data = data();
    options.weights = weights();
    options.output = output();
    options.device = parse_device_request("cpu");
    options.precision = Precision::fp32;
    options.threads = 2;
    options.tta = 1;
    return options;
}

Prediction Competition::predict(const PredictOptions& options) const {
    Prediction prediction;
    const std::size_t before = warning_count();
    prediction.summary = lumbar::predict(options);
    prediction.warnings = warning_count() - before;
    prediction.rows = read_submission(options.output);  // refuses what is no probability
    return prediction;
}

Rows rows_of(const Rows& rows, const std::string& study) {
    Rows mine;
    for (const auto& [id, p] : rows) {
        if (id.starts_with(study + "_")) mine.emplace(id, p);
    }
    return mine;
}

}  // namespace lumbar::test
