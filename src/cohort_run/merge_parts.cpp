#include "cohort_run/merge_parts.h"

#include <filesystem>
#include <map>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/make_folder.h"
#include "cohort/patient_page_data.h"
#include "cohort_run/cohort_journal.h"
#include "cohort_run/patient_reports.h"
#include "config/shard.h"
#include "files/json_differences.h"

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

void copy_over(const fs::path& from, const fs::path& to) {
    std::error_code failure;
    fs::create_directories(to.parent_path(), failure);
    if (!failure) {
        fs::copy(from, to, fs::copy_options::recursive | fs::copy_options::overwrite_existing, failure);
    }
    if (!failure) return;
    throw Error({"cannot copy", from.string(), to.string(), failure.message()}, ExitCode::output);
}

// The studies of all parts, one after the other.
class MergedFiles {
  public:
    MergedFiles(const fs::path& output, const Json& root)
        : output_(output), root_(root), files_(output, root) {}

    // As its part says it; what a journal holds of other parts is of an earlier division.
    void add_study(const Part& part, const std::string& id, const std::string& signature) {
        const auto found = part.contents.studies.find(id);
        if (found == part.contents.studies.end() || found->second.first.signature != signature) {
            throw Error(
                {"the part's journal lacks study " + id, part.folder.string(), "each study of the part"});
        }
        const auto& [record, place] = found->second;
        const StudyRows rows = read_rows(part.journal, place);
        files_.add(rows);
        if (record.status.state == StudyState::prior) ++studies_with_priors_;
        const Json& page = rows.json.at("page");
        if (page.is_null()) return;
        copy_over(part.folder / page.get<std::string>(), output_ / page.get<std::string>());
        index_.push_back(cohort_page_row(rows.json));
    }

    std::size_t commit() {
        files_.commit();
        if (!index_.empty()) write_index_page(output_, run_of(root_), std::move(index_));
        return studies_with_priors_;
    }

  private:
    fs::path output_;
    const Json& root_;
    ResultFiles files_;
    std::vector<Json> index_;
    std::size_t studies_with_priors_ = 0;
};

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
    MergedFiles files(options.output, parts.front().contents.root);
    for (std::size_t i = 0; i < cohort.size(); ++i) {
        files.add_study(*by_number.at(part_of[i]), cohort[i].first, cohort[i].second);
    }
    for (const Part& part : parts) {
        std::error_code absent;
        if (fs::exists(part.folder / "dicom", absent))
            copy_over(part.folder / "dicom", options.output / "dicom");
    }
    return {parts.size(), cohort.size(), files.commit()};
}

}  // namespace lumbar
