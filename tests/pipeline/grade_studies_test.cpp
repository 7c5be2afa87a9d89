// Devices that fail, and what does not change for it.
#include "pipeline/grade_studies.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <new>
#include <numeric>
#include <span>
#include <stdexcept>
#include <thread>

#include "base/log.h"
#include "competition.h"
#include "files/text_file.h"
#include "infer/open_backends.h"
#include "support/fake_backend.h"
#include "support/refusal.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

using Backends = std::vector<std::shared_ptr<Backend>>;

EnsembleRecipes some_recipes() {
    using enum Condition;
    EnsembleRecipes recipes;
    for (const SeriesKind kind : {SeriesKind::sagittal_t1, SeriesKind::sagittal_t2}) {
        const std::string name(series_kind_name(kind));
        recipes.locate[kind] = {"points_" + name, Stage::locate, kind, 4, 32, {}};
        recipes.grade[kind] = {{"grades_" + name,
                                Stage::grade,
                                kind,
                                4,
                                32,
                                {{spinal_canal_stenosis}, {left_subarticular_stenosis}}}};
    }
    return recipes;
}

KeypointNumbers points_down_the_middle() {
    KeypointNumbers numbers;
    for (std::size_t i = 0; i < numbers.size(); i += 4) {
        const float y = 0.2F + 0.03F * static_cast<float>(i);
        const std::array two{0.45F, y, 0.55F, y};
        std::copy(two.begin(), two.end(), numbers.begin() + static_cast<std::ptrdiff_t>(i));
    }
    return numbers;
}

// Numbers that tell one disc from another.
GradingLogits logits_of_the_pixels(const Recipe& recipe, const Crops& crops,
                                   std::span<const double> angles_deg) {
    GradingLogits logits;
    logits.views = angles_deg.size();
    logits.findings = recipe.conditions().size();
    auto& net = logits.nets.emplace_back();
    for (std::size_t level = 0; level < crops.size(); ++level) {
        if (crops[level].frames > 0) logits.levels.push_back(static_cast<std::int64_t>(level));
    }
    for (std::size_t view = 0; view < logits.views; ++view) {
        for (const std::int64_t level : logits.levels) {
            const auto& pixels = crops[static_cast<std::size_t>(level)].pixels;
            const int sum = std::accumulate(pixels.begin(), pixels.end(), 0);
            for (std::size_t i = 0; i < logits.findings * kClasses; ++i) {
                net.push_back(static_cast<float>((sum + static_cast<int>(i * 37)) % 101) / 50);
            }
        }
    }
    return logits;
}

// The two studies of the competition over and over, under names of their own.
class Studies {
  public:
    explicit Studies(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            studies_.push_back(competition_.studies()[i % 2]);
            studies_.back().id = "study" + std::to_string(i);
        }
    }

    // Of each study in their order: its name and what was said of it.
    std::vector<std::pair<std::string, Grades>> grade_on(Backends backends, BackendPool::Open fallback = {},
                                                         MustStop must_stop = {}) const {
        BackendPool pool(std::move(backends), std::move(fallback));
        std::vector<std::pair<std::string, Grades>> graded;
        const auto take = [&](const StudyEntry& study, const StudyFindings& findings) {
            graded.emplace_back(study.id, findings.tallies.at("grades_T2").mean());
            work_ += findings.work;
        };
        grade_studies_on(pool, studies_, some_recipes(), {.views = 2, .threads = 2}, "test",
                         {.take = take, .must_stop = std::move(must_stop)});
        return graded;
    }
    const StudyWork& work() const { return work_; }

  private:
    Competition competition_;
    std::vector<StudyEntry> studies_;
    mutable StudyWork work_;
};

std::shared_ptr<FakeBackend> working(const std::string& title = "device A") {
    auto backend = std::make_shared<FakeBackend>();
    backend->title = title;
    backend->on_keypoints = [](auto&&...) { return std::vector{points_down_the_middle()}; };
    backend->on_grading_logits = logits_of_the_pixels;
    return backend;
}

using Counter = std::shared_ptr<std::atomic<int>>;

// Counts the asks, and acts at each before it answers.
template <class Act>
std::shared_ptr<FakeBackend> acting(const std::string& title, const Counter& asks, const Act& act) {
    auto backend = working(title);
    backend->on_grading_logits = [=](const Recipe& recipe, const Crops& crops,
                                     std::span<const double> angles_deg) {
        act(++*asks);
        return logits_of_the_pixels(recipe, crops, angles_deg);
    };
    return backend;
}

// Throws at the asks from `first` on.
template <class Failure>
std::shared_ptr<FakeBackend> failing(const std::string& title, int first, const Failure& failure,
                                     const Counter& asks) {
    return acting(title, asks, [=](int ask) {
        if (ask >= first) throw failure;
    });
}

Counter counter() {
    return std::make_shared<std::atomic<int>>(0);
}

const BackendFailure kUnplugged("it was unplugged\nsecond line");

// The warnings logged by an action.
template <class Action>
std::size_t warnings_of(const Action& action) {
    const std::size_t before = warning_count();
    action();
    return warning_count() - before;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(grading_studies)

BOOST_AUTO_TEST_CASE(several_devices_share_the_studies_and_change_nothing) {
    const Studies studies(5);
    const auto alone = studies.grade_on({working()});
    BOOST_REQUIRE(alone.size() == 5U);
    BOOST_TEST(alone[3].first == "study3");
    BOOST_TEST((alone[0].second != alone[1].second));
    auto two_in_hand = working("device B");
    two_in_hand->in_hand = 2;
    BOOST_TEST((studies.grade_on({working(), two_in_hand}) == alone));
}

BOOST_AUTO_TEST_CASE(a_study_in_the_hands_of_a_device_that_fails_is_graded_again_on_another) {
    const Studies studies(6);
    const auto healthy = studies.grade_on({working()});
    for (const int first : {1, 2, 3, 4}) {  // of two asks a study
        const auto asks = counter();
        BOOST_TEST(warnings_of([&] {
                       BOOST_TEST((studies.grade_on({failing("device A", first, kUnplugged, asks),
                                                     working("device B")}) == healthy));
                   }) <= 1U);
        BOOST_TEST(*asks <= first);  // it is not asked again
    }
}

BOOST_AUTO_TEST_CASE(a_study_too_large_for_a_devices_numbers_is_graded_on_the_cpu_and_the_others_stay) {
    const Studies studies(3);
    const auto asks = counter(), on_cpu = counter();
    const auto gpu = acting("GPU", asks, [](int ask) {
        if (ask == 3) throw NumberOverflow("a net exceeds the range of float16");  // in the second study
    });
    const auto cpu = [&] { return acting("CPU", on_cpu, [](int) {}); };
    const auto warnings =
        warnings_of([&] { BOOST_TEST((studies.grade_on({gpu}, cpu) == studies.grade_on({working()}))); });
    BOOST_TEST(warnings == 1U);
    BOOST_TEST(*on_cpu == 2);
    BOOST_TEST(*asks == 5);
}

BOOST_AUTO_TEST_CASE(points_lost_to_a_fault_are_found_again_on_another_device) {
    const Studies studies(3);
    auto broken = working("device A");
    broken->on_keypoints = [](auto&&...) -> std::vector<KeypointNumbers> { throw kUnplugged; };
    BOOST_TEST((studies.grade_on({broken}, [] { return working("CPU"); }) == studies.grade_on({working()})));
}

BOOST_AUTO_TEST_CASE(the_cpu_takes_over_where_every_device_has_failed) {
    const Studies studies(6);
    const auto healthy = studies.grade_on({working()});
    int opened = 0;
    auto a = failing("device A", 3, kUnplugged, counter()), b = failing("device B", 1, kUnplugged, counter());
    a->in_hand = b->in_hand = 2;
    const auto warnings = warnings_of([&] {
        BOOST_TEST((studies.grade_on({a, b}, [&] {
            ++opened;
            return working("CPU");
        }) == healthy));
    });
    BOOST_TEST(opened == 1);
    BOOST_TEST(warnings == 2U);  // a line for each
}

BOOST_AUTO_TEST_CASE(a_line_says_which_device_failed_and_why_and_what_comes_next) {
    const TemporaryFolder folder;
    log_to_file(folder / "log.txt");
    const Studies studies(2);
    studies.grade_on({failing("GPU 3 (Test), float16", 1, kUnplugged, counter())},
                     [] { return working("CPU"); });
    const std::string log = read_text_file(folder / "log.txt");
    BOOST_TEST(contains(
        log, "GPU 3 (Test), float16 failed: it was unplugged; study study0 is graded again on the CPU"));
    BOOST_TEST(!contains(log, "second line"));
}

BOOST_AUTO_TEST_CASE(where_the_cpu_fails_too_the_run_ends_with_an_error) {
    const Studies studies(3);
    const auto text = refusal_of(
        [&] {
            studies.grade_on({failing("device A", 1, kUnplugged, counter())},
                             [] { return failing("CPU", 2, kUnplugged, counter()); });
        },
        ExitCode::device);
    BOOST_TEST(contains(text, "no device is left"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_opened_ends_the_run_with_its_own_code) {
    const Studies studies(2);
    const auto open = []() -> std::shared_ptr<Backend> { throw Error({"too large"}, ExitCode::usage); };
    const auto text = refusal_of(
        [&] { studies.grade_on({failing("device A", 1, kUnplugged, counter())}, open); }, ExitCode::usage);
    BOOST_TEST(text == "too large");
}

BOOST_AUTO_TEST_CASE(bad_data_cost_their_series_alone) {
    const Studies studies(2);
    auto backend = working();
    backend->on_grading_logits = [](const Recipe& recipe, const Crops& crops,
                                    std::span<const double> angles_deg) {
        if (recipe.name == "grades_T1") throw Error({"odd crops"});
        return logits_of_the_pixels(recipe, crops, angles_deg);
    };
    BOOST_TEST((studies.grade_on({backend}) == studies.grade_on({working()})));
    BOOST_TEST(studies.work().series_failed == 2U);
}

BOOST_AUTO_TEST_CASE(memory_that_runs_out_is_no_bad_data) {
    const Studies studies(2);
    BOOST_CHECK_THROW(studies.grade_on({failing("device A", 2, std::bad_alloc(), counter())}),
                      std::bad_alloc);
}

BOOST_AUTO_TEST_CASE(a_bug_is_no_bad_data) {
    const Studies studies(2);
    BOOST_CHECK_THROW(studies.grade_on({failing("device A", 1, std::logic_error("a bug"), counter())}),
                      std::logic_error);
    const Error weights({"a bad net"}, ExitCode::weights);
    BOOST_TEST(refusal_of([&] { studies.grade_on({failing("device A", 1, weights, counter())}); },
                          ExitCode::weights) == "a bad net");
}

BOOST_AUTO_TEST_CASE(a_run_that_ends_with_an_error_does_not_grade_the_other_studies_first) {
    const Studies studies(40);
    const auto asks = counter(), others = counter();
    auto other = working("device B");
    other->on_grading_logits = [=](const Recipe& recipe, const Crops& crops,
                                   std::span<const double> angles_deg) {
        ++*others;
        while (*asks == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        return logits_of_the_pixels(recipe, crops, angles_deg);
    };
    BOOST_CHECK_THROW(studies.grade_on({failing("device A", 1, std::logic_error("a bug"), asks), other}),
                      std::logic_error);
    BOOST_TEST(*others < 40);
}

BOOST_AUTO_TEST_CASE(told_to_stop_it_hands_over_the_studies_that_are_whole) {
    const Studies studies(6);
    const auto healthy = studies.grade_on({working()});
    for (const int last : {0, 1, 2, 5}) {  // asks; of two a study
        const auto asks = counter();
        auto backend = failing("device A", 100, kUnplugged, asks);
        const auto graded = studies.grade_on({backend}, {}, [&] { return *asks >= last; });
        BOOST_TEST((graded == std::vector(healthy.begin(), healthy.begin() + last / 2)));
    }
}

// As Ctrl-C does to the process that drives a GPU.
BOOST_AUTO_TEST_CASE(a_device_that_ends_with_the_run_is_no_failure) {
    const Studies studies(3);
    const auto asks = counter();
    const auto warnings = warnings_of([&] {
        const auto graded =
            studies.grade_on({failing("device A", 3, kUnplugged, asks)}, {}, [&] { return *asks >= 3; });
        BOOST_TEST(graded.size() == 1U);
    });
    BOOST_TEST(warnings == 0U);
}

BOOST_AUTO_TEST_CASE(two_cpu_backends_give_the_rows_of_one) {
    const Competition competition;
    const EnsemblePlan plan = read_ensemble_plan(competition.weights());
    const auto nets = select_nets({competition.weights(), {}, {}, true}, plan);
    const BackendOptions options{.precision = Precision::fp32, .threads = 1};
    const auto graded_on = [&](const Backends& backends) {
        BackendPool pool(backends, {});
        std::vector<Grades> graded;
        const auto take = [&](const StudyEntry&, const StudyFindings& findings) {
            for (const auto& [name, tally] : findings.tallies) graded.push_back(tally.mean());
        };
        grade_studies_on(pool, competition.studies(), recipes_of(nets), {.views = 1, .threads = 2}, "test",
                         {.take = take});
        return graded;
    };
    const auto first = open_backends({DeviceRequest::Kind::cpu, {}}, nets, options).front();
    const auto alone = graded_on({first});
    BOOST_TEST(alone.size() == 8U);
    BOOST_TEST((graded_on({first, open_fallback(nets, options)}) == alone));
}

BOOST_AUTO_TEST_SUITE_END()
