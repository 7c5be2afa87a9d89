// Grades studies: read ahead, shared out over the devices, handed over in their order.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/grading_options.h"
#include "infer/select_nets.h"
#include "pipeline/backend_pool.h"
#include "pipeline/study_grader.h"

namespace lumbar {

// Called for one study after the other, in the order of the list, whoever was ready first.
using TakeFindings = std::function<void(const StudyEntry&, const StudyFindings&)>;

// What the caller has to say while studies are graded; all but `take` may be empty.
struct GradingCallbacks {
    TakeFindings take;
    std::function<void(int places)> begin{};  // the nets are loaded; so many studies will be in hand
    std::function<Thinning()> thinning{};     // of the study that is begun; asked from any thread
    // Ends the work without an error; studies that are graded by then are still handed over.
    MustStop must_stop{};
    Details details = Details::none;  // what else than grades `take` is given
    std::size_t done_before = 0;      // studies of an earlier run, for the progress line
};

// Loads the nets once a device.  A GPU has two studies in hand: while it computes one, the other is read,
// located and cropped on the CPU.  A series of which the data are bad is logged and left out.  Throws what
// open_backends throws.
void grade_studies(const std::vector<StudyEntry>& studies, const std::vector<NetFile>& nets,
                   const GradingOptions& options, const std::string& title,
                   const GradingCallbacks& callbacks);

// The same on backends that are open.  Where one fails, the study in hand is graded again on another.
void grade_studies_on(BackendPool& backends, const std::vector<StudyEntry>& studies,
                      const EnsembleRecipes& recipes, const GradeOptions& options, const std::string& title,
                      const GradingCallbacks& callbacks);

}  // namespace lumbar
