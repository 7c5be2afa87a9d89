#include "small_set.h"

#include <algorithm>

#include "competition/series_list.h"
#include "synth/synthetic_data.h"

namespace lumbar::test {
namespace {

namespace fs = std::filesystem;

// The pristine copy, drawn when first asked for.
const fs::path& drawn() {
    static const TemporaryFolder folder;
    static const fs::path path = [] {
        SynthSpec spec;
        spec.output = folder / "data";
        spec.studies = 2;
        spec.seed = 17;
        spec.image_size = 96;
        spec.threads = 2;
        write_synthetic_data(spec);
        return spec.output;
    }();
    return path;
}

}  // namespace

SmallSet::SmallSet() {
    fs::copy(drawn(), data(), fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    studies_ = read_series_list(data(), Split::train);
}

const SeriesEntry& SmallSet::series(std::size_t study, SeriesKind kind) const {
    const auto& all = studies_.at(study).series;
    return *std::find_if(all.begin(), all.end(),
                         [&](const SeriesEntry& entry) { return entry.kind == kind; });
}

fs::path SmallSet::cached_file(const SeriesEntry& series) const {
    return cache() / "series" / (series.id + ".safetensors");
}

std::vector<fs::path> SmallSet::files(const SeriesEntry& series) {
    std::vector<fs::path> paths;
    for (const auto& entry : fs::directory_iterator(series.folder)) paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    return paths;
}

PrepareOptions SmallSet::options() const {
    PrepareOptions options;
    options.data = data();
    options.output = cache();
    options.locate_size = 64;
    options.threads = 2;
    return options;
}

}  // namespace lumbar::test
