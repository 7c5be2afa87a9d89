#include "pipeline/pace.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "base/progress.h"

namespace lumbar {
namespace {

constexpr double kUsedShare = 0.95;          // of the time until the deadline; the rest is for the unforeseen
constexpr std::size_t kMeasuredStudies = 3;  // before anything is decided, in a list that is long enough

}  // namespace

Pace::Pace(std::vector<NetFile> nets, std::vector<Thinning> steps, std::optional<double> deadline_s)
    : nets_(std::move(nets)), steps_(std::move(steps)), deadline_s_(deadline_s) {}

void Pace::begin(std::size_t left, int places, double now_s) {
    const std::lock_guard lock(mutex_);
    total_ = left_ = left;
    places_ = std::max(1, places);
    measured_ = {now_s, 0, {}};
}

void Pace::resume(const Thinning& decided) {
    const std::lock_guard lock(mutex_);
    const auto at = std::find(steps_.begin(), steps_.end(), decided);
    if (deadline_s_ && at != steps_.end())
        step_ = std::max(step_, static_cast<std::size_t>(at - steps_.begin()));
}

Thinning Pace::current() const {
    const std::lock_guard lock(mutex_);
    return steps_[step_];
}

std::optional<std::string> Pace::finish(const StudyCost& cost, double now_s) {
    const std::lock_guard lock(mutex_);
    if (left_ > 0) --left_;
    if (!deadline_s_ || step_ + 1 == steps_.size() || left_ == 0) return {};
    if (cost.thinning != steps_[step_]) {  // was in hand when the step began
        measured_ = {now_s, 0, {}};
        return {};
    }
    ++measured_.studies;
    for (const auto& [recipe, seconds] : cost.recipe_s) measured_.recipe_s[recipe] += seconds;
    const auto places = static_cast<std::size_t>(places_);
    const std::size_t enough = std::max(places, std::clamp(total_ / 8, std::size_t{1}, kMeasuredStudies));
    if (measured_.studies < enough) return {};
    const double per_study_s = (now_s - measured_.from_s) / static_cast<double>(measured_.studies);
    if (static_cast<double>(left_) * per_study_s <= (*deadline_s_ - now_s) * kUsedShare) return {};
    return decide(per_study_s, now_s);
}

// Nets take a share of the time that grows with how often they are run; the rest stays as it is.
double Pace::seconds_at(std::size_t step, double per_study_s) const {
    const NetRuns now = net_runs(nets_, steps_[step_]), then = net_runs(nets_, steps_[step]);
    double nets_s = 0, then_s = 0;
    for (const auto& [recipe, seconds] : measured_.recipe_s) {
        const auto runs = now.find(recipe), fewer = then.find(recipe);
        nets_s += seconds;
        if (runs != now.end() && fewer != then.end()) then_s += seconds * fewer->second / runs->second;
    }
    // Studies in hand at the same time share the clock, or wait for each other.
    const double studies = static_cast<double>(measured_.studies) * places_;
    return std::max(0.0, per_study_s - (nets_s - then_s) / studies);
}

std::string Pace::decide(double per_study_s, double now_s) {
    const double available_s = (*deadline_s_ - now_s) * kUsedShare;
    const auto left = static_cast<double>(left_);
    const std::size_t first = step_ + 1;
    std::size_t step = first;
    while (step + 1 < steps_.size() && left * seconds_at(step, per_study_s) > available_s) ++step;
    const double expected_s = left * seconds_at(step, per_study_s);
    char rate[32];
    std::snprintf(rate, sizeof rate, "%.3g", per_study_s);
    std::string text = std::string(rate) + " s a study with " + describe(steps_[step_]) + ": " +
                       std::to_string(left_) + " studies would take " + format_duration(left * per_study_s) +
                       ", and the deadline is in " + format_duration(*deadline_s_ - now_s) +
                       "; from here on " + describe(steps_[step]);
    if (expected_s > available_s) {
        text += ", the least there is: about " +
                std::to_string(static_cast<long>(std::ceil(left * (1 - available_s / expected_s)))) +
                " studies will keep class priors";
    }
    step_ = step;
    measured_ = {now_s, 0, {}};
    return text;
}

}  // namespace lumbar
