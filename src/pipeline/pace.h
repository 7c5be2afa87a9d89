// Keeps a deadline: measures how long studies take and thins the ensemble when not all would be graded.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/thinning.h"

namespace lumbar {

// What a graded study took: seconds of each recipe's nets (stage 1's, too), and with how much of the
// ensemble.
struct StudyCost {
    Thinning thinning;
    std::map<std::string, double> recipe_s;
};

// Times are seconds since the run began.  Any number of threads may ask.
class Pace {
  public:
    // Without a deadline the first step holds to the end.
    Pace(std::vector<NetFile> nets, std::vector<Thinning> steps, std::optional<double> deadline_s);

    // `left` studies are to be graded from now on, `places` at a time.
    void begin(std::size_t left, int places, double now_s);
    // Goes on with what an earlier run has decided for one of its studies, if that is one of the steps.
    void resume(const Thinning& decided);
    // What the next study is graded with.
    Thinning current() const;
    // Another study is graded.  If that shows that time is short: a sentence that says what is left out now.
    std::optional<std::string> finish(const StudyCost& cost, double now_s);
    bool is_past(double now_s) const { return deadline_s_ && now_s >= *deadline_s_; }

  private:
    struct Measured {  // since the present step holds
        double from_s = 0;
        std::size_t studies = 0;
        std::map<std::string, double> recipe_s;
    };
    double seconds_at(std::size_t step, double per_study_s) const;
    std::string decide(double per_study_s, double now_s);

    std::vector<NetFile> nets_;
    std::vector<Thinning> steps_;
    std::optional<double> deadline_s_;
    mutable std::mutex mutex_;
    std::size_t step_ = 0, total_ = 0, left_ = 0;
    int places_ = 1;
    Measured measured_;
};

}  // namespace lumbar
