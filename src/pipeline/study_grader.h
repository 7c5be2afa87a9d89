// Grades a study's volumes: the only file that knows the order of the stages (points, crops, grades, votes).
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cohort/study_details.h"
#include "competition/points_file.h"
#include "competition/submission_file.h"
#include "config/ensemble_plan.h"
#include "dicom_file/series_limits.h"
#include "image/normalize.h"
#include "infer/backend.h"
#include "infer/select_nets.h"
#include "pipeline/pace.h"
#include "pipeline/study_reader.h"
#include "pipeline/study_work.h"
#include "submit/ensemble_vote.h"

namespace lumbar {

// Of `left_out`, where a disc could not be cropped.
inline constexpr const char* kNoCrop = "stage 1's points leave no crop";

struct StudyFindings {
    RecipeTallies tallies;
    SeriesPoints points;  // given, or found by stage 1
    StudyWork work;
    StudyCost cost;
    StudyDetails details{};                         // as GradeOptions asks for them
    std::vector<std::string> left_out;              // what is missing and why, a phrase each
    std::map<std::string, std::string> failures{};  // of these, by series: why it has no part
};

// Asked often, from any thread: whether grading shall end now.
using MustStop = std::function<bool()>;

// Thrown where MustStop has said so; what the study has so far is dropped.
struct GradingStopped {};

// What is kept of a study besides its grades: nothing; what each net says, and where; pictures as well.
enum class Details { none, votes, pictures };

struct GradeOptions {
    int views = 9;    // of kTtaAnglesDeg
    int threads = 1;  // CPU threads for what the backend does not do
    // Given points: stage 1 is left out, and a series without points too.
    std::optional<std::filesystem::path> points{};
    SeriesLimits limits{};  // of each series that is read
    Details details = Details::none;
};

// Any number of threads may grade at once.
class StudyGrader {
  public:
    StudyGrader(EnsembleRecipes recipes, const GradeOptions& options);

    // Of series of other kinds nobody says anything; they need not be read.
    std::set<SeriesKind> kinds() const;
    // A series of which the data are bad is logged and left out.  All else that fails is thrown on:
    // BackendFailure, an Error that is not about data, memory that runs out, a bug.  Then nothing is logged.
    // Throws GradingStopped soon after `must_stop` (which may be empty) says so.
    StudyFindings grade(const LoadedStudy& study, Backend& backend, const Thinning& thinning,
                        const MustStop& must_stop) const;
    // With the whole ensemble.
    Thinning whole() const { return {options_.views, kAllNets, {}}; }

  private:
    EnsembleRecipes recipes_;
    GradeOptions options_;
    SeriesPoints given_points_;
};

struct VotedStudy {
    GradedStudy study;               // all 25 rows
    FindingTable<bool> is_graded{};  // by nets
    int rows_from_priors = 0;        // nobody could grade them
};

// The recipes' votes as the plan counts them; class priors where there are none.  They are a warning, except
// in the rows of `never_graded` conditions, which no net grades in any study.
VotedStudy vote_on_study(const std::string& id, const RecipeTallies& tallies, const EnsemblePlan& plan,
                         const std::set<Condition>& never_graded = {});

}  // namespace lumbar
