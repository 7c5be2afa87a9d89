#include "synth/synthetic_data.h"

#include <algorithm>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/make_folder.h"
#include "base/progress.h"
#include "synth/label_files.h"
#include "synth/plain_folder.h"
#include "synth/synthetic_study.h"

namespace lumbar {
namespace {

constexpr int kFolds = 4;
constexpr int kSmallestImage_px = 64;
constexpr int kFewestStudiesForBlanks = 10;  // a demo of three studies shall have all its labels

void require(bool holds, const char* where, const char* expected, const std::string& found) {
    if (!holds) throw Error({"cannot make synthetic studies", where, expected, found}, ExitCode::usage);
}

void check(const SynthSpec& spec) {
    require(spec.studies >= 1, "number of studies", "at least 1", std::to_string(spec.studies));
    require(spec.image_size == 0 || (spec.image_size >= kSmallestImage_px && spec.image_size <= 4096),
            "image size", "64 to 4096 pixels, or 0 for varying sizes", std::to_string(spec.image_size));
    require(spec.missing_label_share >= 0 && spec.missing_label_share < 1, "share of missing labels",
            "0 to below 1", std::to_string(spec.missing_label_share));
}

void make_output(const std::filesystem::path& output) {
    std::error_code reason;
    if (std::filesystem::exists(output, reason)) {
        const bool empty =
            std::filesystem::is_directory(output, reason) && std::filesystem::is_empty(output, reason);
        require(empty && !reason, output.c_str(), "a new or an empty folder",
                reason ? reason.message() : "something that is there already");
    }
    make_folder(output);
}

// Numbers like the competition's, none twice.
class IdSource {
  public:
    explicit IdSource(std::uint64_t seed) : random_(seed) {}

    std::int64_t draw() {
        for (;;) {
            const std::int64_t id = random_.integer(4'000'000, 4'290'000'000);
            if (used_.insert(id).second) return id;
        }
    }

  private:
    Random random_;
    std::set<std::int64_t> used_;
};

struct Draft {
    std::int64_t id = 0, t2 = 0, t1 = 0, axial = 0;
    std::uint64_t seed = 0;
    int fold = 0;
};

std::vector<Draft> draft_studies(const SynthSpec& spec) {
    IdSource ids(derive_seed(spec.seed, 0));
    std::vector<Draft> drafts;
    for (int i = 0; i < spec.studies; ++i) {
        Draft draft;
        draft.id = ids.draw();
        draft.t2 = ids.draw();
        draft.t1 = ids.draw();
        draft.axial = ids.draw();
        draft.seed = derive_seed(spec.seed, static_cast<std::uint64_t>(i) + 1);
        draft.fold = i % kFolds;
        drafts.push_back(draft);
    }
    // The files list studies by number, as the competition's do.
    std::sort(drafts.begin(), drafts.end(), [](const Draft& a, const Draft& b) { return a.id < b.id; });
    return drafts;
}

SyntheticStudy draw(const Draft& draft, const SynthSpec& spec, double missing_label_share) {
    SyntheticStudy study = draw_study(draft.seed, spec.image_size, missing_label_share);
    study.id = std::to_string(draft.id);
    study.t2.id = std::to_string(draft.t2);
    study.t1.id = std::to_string(draft.t1);
    study.axial.id = std::to_string(draft.axial);
    return study;
}

void write_competition(const SynthSpec& spec) {
    make_folder(spec.output / "train_images");
    const double missing = spec.studies >= kFewestStudiesForBlanks ? spec.missing_label_share : 0;
    LabelFiles files;
    Progress progress("Drawing studies", "studies", static_cast<std::size_t>(spec.studies));
    for (const Draft& draft : draft_studies(spec)) {
        const SyntheticStudy study = draw(draft, spec, missing);
        write_images(study, spec.output / "train_images", spec.encoding, spec.threads);
        files.add(study, draft.fold);
        progress.advance();
    }
    files.write(spec.output);
    std::error_code reason;
    std::filesystem::create_directory_symlink("train_images", spec.output / "test_images", reason);
    if (reason) {
        throw Error({"cannot link the folder", (spec.output / "test_images").string(), "", reason.message()},
                    ExitCode::output);
    }
}

void write_plain(const SynthSpec& spec) {
    Progress progress("Drawing studies", "studies", static_cast<std::size_t>(spec.studies));
    int number = 0;
    for (const Draft& draft : draft_studies(spec)) {
        const std::string patient = "PAT" + std::to_string(++number);
        // Every second folder with names of the other kind.
        const std::uint64_t seed = draft.seed / 2 * 2 + static_cast<std::uint64_t>(number % 2);
        write_plain_images(draw(draft, spec, 0), spec.output / patient, seed, spec.encoding, spec.threads);
        progress.advance();
    }
    write_file_atomically(spec.output / "README.txt",
                          "Synthetic MR studies, a folder a patient; made by lumbar synth.\n");
}

}  // namespace

void write_synthetic_data(const SynthSpec& spec) {
    check(spec);
    make_output(spec.output);
    if (spec.layout == SynthLayout::plain) {
        write_plain(spec);
    } else {
        write_competition(spec);
    }
}

}  // namespace lumbar
