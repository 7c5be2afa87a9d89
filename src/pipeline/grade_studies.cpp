#include "pipeline/grade_studies.h"

#include <algorithm>

#include "base/memory.h"
#include "base/progress.h"
#include "base/run_parallel.h"
#include "pipeline/in_order.h"
#include "pipeline/memory_budget.h"
#include "pipeline/study_reader.h"

namespace lumbar {
namespace {

constexpr int kStudiesInHandOfGpu = 2;
constexpr double kGigabyte = 1e9;

// As many graders of a device as it has studies in hand; they share its nets.
std::vector<StudyGrader> load_graders(const NetSetRequest& request, const EnsemblePlan& plan,
                                      const GradingOptions& options) {
    const auto devices = compute_options(options);
    std::vector<StudyGrader> graders;
    for (const ComputeOptions& compute : devices) {
        const NetSet nets = load_net_set(request, plan, compute);
        const int in_hand = compute.device.is_cuda() ? kStudiesInHandOfGpu : 1;
        const int threads = std::max(1, options.threads / (in_hand * static_cast<int>(devices.size())));
        for (int i = 0; i < in_hand; ++i) {
            graders.emplace_back(nets, GradeOptions{options.tta, options.batch, threads}, options.points);
        }
    }
    return graders;
}

}  // namespace

void grade_studies(const std::vector<StudyEntry>& studies, const NetSetRequest& request,
                   const EnsemblePlan& plan, const GradingOptions& options, const std::string& title,
                   const TakeFindings& take) {
    auto graders = load_graders(request, plan, options);
    if (options.memory_gb > 0) {
        const auto pixels = pixels_within(options.memory_gb * kGigabyte, memory_in_use());
        for (StudyGrader& grader : graders) grader.limit_pixels(pixels);
    }
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
