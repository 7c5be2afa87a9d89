#include "pipeline/grade_studies.h"

#include <algorithm>
#include <cstdint>

#include "base/memory.h"
#include "base/progress.h"
#include "base/run_parallel.h"
#include "pipeline/in_order.h"
#include "pipeline/memory_budget.h"
#include "pipeline/study_reader.h"

namespace lumbar {
namespace {

constexpr int kStudiesInHandOfGpu = 2;

// As many graders of a device as it has studies in hand; they share its nets.
std::vector<StudyGrader> load_graders(const NetSetRequest& request, const EnsemblePlan& plan,
                                      const GradingOptions& options) {
    const auto devices = compute_options(options);
    std::vector<NetSet> nets;
    for (const ComputeOptions& compute : devices) nets.push_back(load_net_set(request, plan, compute));
    const std::int64_t most_pixels =
        options.memory_gb > 0 ? pixels_within(options.memory_gb, memory_in_use()) : 0;
    std::vector<StudyGrader> graders;
    for (std::size_t device = 0; device < devices.size(); ++device) {
        const int in_hand = devices[device].device.is_cuda() ? kStudiesInHandOfGpu : 1;
        const int threads = std::max(1, options.threads / (in_hand * static_cast<int>(devices.size())));
        for (int i = 0; i < in_hand; ++i) {
            graders.emplace_back(nets[device], GradeOptions{options.tta, options.batch, threads, most_pixels},
                                 options.points);
        }
    }
    return graders;
}

}  // namespace

void grade_studies(const std::vector<StudyEntry>& studies, const NetSetRequest& request,
                   const EnsemblePlan& plan, const GradingOptions& options, const std::string& title,
                   const TakeFindings& take) {
    auto graders = load_graders(request, plan, options);
    const int count = static_cast<int>(graders.size());
    Progress progress(title, "studies", studies.size());
    InOrder<StudyFindings> results([&](std::size_t number, const StudyFindings& findings) {
        take(studies[number], findings);
        progress.advance();
    });
    StudyReader reader(studies, graders.front().kinds(), options.threads, count);
    run_parallel(count, count, [&](int i) {
        StudyGrader& grader = graders[static_cast<std::size_t>(i)];
        torch::set_num_threads(grader.threads());  // of the thread that calls
        while (const auto study = reader.next()) results.add(study->number, grader.grade(*study));
    });
}

}  // namespace lumbar
