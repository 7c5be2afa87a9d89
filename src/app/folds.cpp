#include "competition/folds.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/commands.h"
#include "base/error.h"
#include "base/output_target.h"
#include "files/csv.h"
#include "report/table.h"
#include "score/make_folds.h"

namespace lumbar {
namespace {

struct FoldsOptions {
    std::filesystem::path data;
    std::optional<std::filesystem::path> output;  // empty: DATA/metadata.csv
    int folds = 4;
    std::uint64_t seed = 0;
};

void declare(Flags& flags, FoldsOptions& to) {
    flags.required_path("data", to.data,
                        "the competition's folder: train.csv, train_series_descriptions.csv");
    flags.output("output", to.output, "the list to write; without: DIR/metadata.csv, if there is none");
    flags.count("folds", to.folds, 2, 1000, "how many");
    flags.seed("seed", to.seed, "of the order of the studies");
}

std::vector<std::string> listed_studies(const std::filesystem::path& data) {
    const CsvTable table = read_csv(data / kTrainSeriesName);
    const std::size_t column = table.column("study_id");
    std::set<std::string> studies;
    for (std::size_t row = 0; row < table.size(); ++row) studies.insert(table.at(row, column));
    return {studies.begin(), studies.end()};
}

std::string table_of(const StudyFolds& folds, const std::map<std::string, StudyLabels>& labels) {
    struct Counts {
        int studies = 0, moderate = 0, severe = 0;
    };
    std::map<int, Counts> counts;
    for (const auto& [study, fold] : folds) {
        Counts& of_fold = counts[fold];
        ++of_fold.studies;
        const auto found = labels.find(study);
        if (found == labels.end()) continue;
        for (const auto& level : found->second) {
            for (const int grade : level) {
                of_fold.moderate += grade == 1;
                of_fold.severe += grade == 2;
            }
        }
    }
    std::vector<std::vector<std::string>> rows;
    for (const auto& [fold, of_fold] : counts) {
        rows.push_back({std::to_string(fold), std::to_string(of_fold.studies),
                        std::to_string(of_fold.moderate), std::to_string(of_fold.severe)});
    }
    return table_text({"fold", "studies", "moderate", "severe"}, rows);
}

void run(const FoldsOptions& options) {
    const auto output = options.output.value_or(options.data / kFoldsName);
    if (find_output_target(output).is_plain && std::filesystem::exists(output)) {
        throw Error({"the file exists already, and nets may have been trained with its folds",
                     output.string(), "another --output, or the file deleted"},
                    ExitCode::usage);
    }
    const auto labels = read_labels(options.data / "train.csv");
    const auto studies = listed_studies(options.data);
    if (std::none_of(studies.begin(), studies.end(), [&](const auto& id) { return labels.contains(id); })) {
        throw Error({"no study of " + std::string(kTrainSeriesName) + " has labels",
                     (options.data / "train.csv").string(), "a row for each study to train on"});
    }
    const StudyFolds folds = make_folds(studies, labels, options.folds, options.seed);
    write_folds(output, options.data, folds);
    std::fprintf(is_standard_output(output) ? stderr : stdout, "%s%zu studies in %s\n",
                 table_of(folds, labels).c_str(), folds.size(), output.c_str());
}

}  // namespace

Command folds_command() {
    return make_command<FoldsOptions>(
        {.name = "folds",
         .usage = "--data DIR",
         .summary = "divides the training studies into folds of about the same grades",
         .examples = {"lumbar folds --data rsna",
                      "lumbar folds --data rsna --folds 5 --seed 1 --output metadata5.csv"}},
        declare, run);
}

}  // namespace lumbar
