#include "pipeline/grade_studies.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

#include "base/progress.h"
#include "base/run_parallel.h"
#include "pipeline/study_reader.h"

namespace lumbar {
namespace {

constexpr int kStudiesInHandOfGpu = 2;

// Findings in, in any order; out in the order of the studies.
class InOrder {
  public:
    InOrder(const std::vector<StudyEntry>& studies, const std::string& title, const TakeFindings& take)
        : studies_(studies), take_(take), progress_(title, "studies", studies.size()) {}

    void add(std::size_t number, StudyFindings findings) {
        const std::lock_guard lock(mutex_);
        waiting_.emplace(number, std::move(findings));
        for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_;
             first = waiting_.erase(first)) {
            take_(studies_[next_++], first->second);
        }
        progress_.advance();
    }

  private:
    const std::vector<StudyEntry>& studies_;
    const TakeFindings& take_;
    std::mutex mutex_;
    Progress progress_;
    std::map<std::size_t, StudyFindings> waiting_;
    std::size_t next_ = 0;
};

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
    const int count = static_cast<int>(graders.size());
    InOrder results(studies, title, take);
    StudyReader reader(studies, graders.front().kinds(), options.threads, count);
    run_parallel(count, count, [&](int i) {
        StudyGrader& grader = graders[static_cast<std::size_t>(i)];
        torch::set_num_threads(grader.threads());  // of the thread that calls
        while (const auto study = reader.next()) results.add(study->number, grader.grade(*study));
    });
}

}  // namespace lumbar
