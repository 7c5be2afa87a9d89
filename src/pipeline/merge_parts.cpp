#include "pipeline/merge_parts.h"

#include <map>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/json_differences.h"
#include "base/make_folder.h"
#include "pipeline/cohort_journal.h"

namespace lumbar {
namespace {

namespace fs = std::filesystem;

struct Part {
    fs::path folder, journal;
    Shard shard;
    Json settings;  // the journal's head but for the part
    CohortContents contents;
};

Part read_part(const fs::path& folder) {
    Part part{folder, cohort_journal_path(folder), {}, {}, {}};
    std::error_code failure;
    if (!fs::exists(part.journal, failure)) {
        throw Error({"the folder holds no part to merge", folder.string(),
                     "an output of lumbar grade --shard", "no " + part.journal.filename().string()},
                    ExitCode::usage);
    }
    const Json head = read_journal_head(part.journal);
    part.contents = read_cohort_journal(part.journal, head);
    if (head.contains("part")) part.shard = parse_shard(head.at("part").get<std::string>());
    part.settings = head;
    part.settings.erase("part");
    return part;
}

[[noreturn]] void refuse(const std::string& what, const Part& part, const std::string& expected = "",
                         const std::string& found = "") {
    throw Error({what, part.folder.string(), expected, found}, ExitCode::usage);
}

void require_same_run(const Part& first, const Part& other) {
    const std::string differences = json_differences(first.settings, other.settings);
    if (!differences.empty()) {
        refuse("the parts are of different settings or nets (" + differences + ")", other,
               "those of " + first.folder.string());
    }
    if (first.contents.root != other.contents.root || first.contents.cohort != other.contents.cohort) {
        refuse("the parts are of different studies: files came, went or changed between their runs", other,
               std::to_string(first.contents.cohort.size()) + " studies, as " + first.folder.string(),
               std::to_string(other.contents.cohort.size()) + " studies or other files");
    }
    if (first.shard.parts != other.shard.parts) {
        refuse("the studies were divided otherwise", other,
               "parts of " + std::to_string(first.shard.parts) + ", as " + first.folder.string(),
               part_name(other.shard));
    }
}

void require_all_parts(const std::vector<Part>& parts) {
    std::map<int, const Part*> given;
    for (const Part& part : parts) {
        const auto [place, is_new] = given.try_emplace(part.shard.part, &part);
        if (is_new) continue;
        refuse("part " + part_name(part.shard) + " is there twice", part, "one folder a part",
               place->second->folder.string() + " and this one");
    }
    std::string missing;
    for (int number = 1; number <= parts.front().shard.parts; ++number) {
        if (given.contains(number)) continue;
        missing.append(" ").append(part_name({number, parts.front().shard.parts}));
    }
    if (missing.empty()) return;
    throw Error({"parts are missing", "lumbar merge", "all of " + std::to_string(parts.front().shard.parts),
                 "without" + missing},
                ExitCode::usage);
}

void require_finished(const std::vector<Part>& parts) {
    for (const Part& part : parts) {
        if (part.contents.is_finished) continue;
        throw Error(
            {"part " + part_name(part.shard) + " is not finished; its command goes on where it stopped",
             part.folder.string()});
    }
}

std::vector<Part> read_parts(const MergeOptions& options) {
    std::vector<Part> parts;
    for (const fs::path& folder : options.parts) {
        parts.push_back(read_part(folder));
        require_same_run(parts.front(), parts.back());
    }
    require_all_parts(parts);
    require_finished(parts);
    return parts;
}

void require_other_output(const fs::path& output) {
    std::error_code failure;
    if (!fs::exists(cohort_journal_path(output), failure)) return;
    throw Error({"the output is that of lumbar grade", output.string(), "another folder"}, ExitCode::usage);
}

// Adds the study, as its part says it; what a journal holds of other parts is of an earlier division.
void add_study(const Part& part, const std::string& id, const std::string& signature, ResultFiles& files,
               MergeSummary& summary) {
    const auto found = part.contents.studies.find(id);
    if (found == part.contents.studies.end() || found->second.first.signature != signature) {
        throw Error({"the part's journal lacks study " + id, part.folder.string(), "each study of the part"});
    }
    const auto& [record, place] = found->second;
    files.add(read_rows(part.journal, place));
    if (record.status.state == StudyState::prior) ++summary.studies_with_priors;
}

}  // namespace

MergeSummary merge_parts(const MergeOptions& options) {
    require_other_output(options.output);
    const std::vector<Part> parts = read_parts(options);
    std::map<int, const Part*> by_number;
    for (const Part& part : parts) by_number[part.shard.part] = &part;
    const CohortList& cohort = parts.front().contents.cohort;
    std::vector<std::string> ids;
    for (const auto& [id, signature] : cohort) ids.push_back(id);
    const auto part_of = divide(ids, parts.front().shard.parts);
    make_folder(options.output);
    ResultFiles files(options.output, parts.front().contents.root);
    MergeSummary summary{parts.size(), cohort.size(), 0};
    for (std::size_t i = 0; i < cohort.size(); ++i) {
        add_study(*by_number.at(part_of[i]), cohort[i].first, cohort[i].second, files, summary);
    }
    files.commit();
    return summary;
}

}  // namespace lumbar
