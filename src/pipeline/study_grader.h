// A study's volumes in, what each recipe's nets say of it out: the only file that knows the order of the
// stages (points, crops, grades, votes).
#pragma once

#include <filesystem>
#include <optional>
#include <set>

#include "config/ensemble_plan.h"
#include "crop/points_file.h"
#include "grade/grade_discs.h"
#include "image/normalize.h"
#include "pipeline/net_set.h"
#include "pipeline/study_reader.h"
#include "pipeline/study_work.h"
#include "submit/ensemble_vote.h"
#include "submit/submission_file.h"

namespace lumbar {

struct StudyFindings {
    RecipeTallies tallies;
    SeriesPoints points;  // given, or found by stage 1
    StudyWork work;
};

class StudyGrader {
  public:
    // With `given` points stage 1 is left out, and a series without points too.
    StudyGrader(NetSet nets, const GradeOptions& options, std::optional<std::filesystem::path> given = {});

    // Of series of other kinds nobody says anything; they need not be read.
    std::set<SeriesKind> kinds() const;
    int threads() const { return options_.threads; }
    // A series that fails is logged and left out.
    StudyFindings grade(const LoadedStudy& study);

  private:
    void grade_series(const std::string& study, const SeriesEntry& entry, const Volume& volume,
                      StudyFindings& findings);
    Keypoints points_of(const SeriesEntry& entry, const Volume& volume, IntensityRange range);

    NetSet nets_;
    GradeOptions options_;
    std::optional<std::filesystem::path> given_;
    SeriesPoints given_points_;
};

struct VotedStudy {
    GradedStudy study;         // all 25 rows
    int rows_from_priors = 0;  // nobody could grade them
};

// The recipes' votes as the plan counts them; class priors, with a warning, where there are none.
VotedStudy vote_on_study(const std::string& id, const RecipeTallies& tallies, const EnsemblePlan& plan);

}  // namespace lumbar
