// Every recipe's net can learn four studies by heart: what is wired wrongly cannot.
#include <boost/test/unit_test.hpp>
#include <memory>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "files/csv.h"
#include "models/initialize.h"
#include "train/grade_task.h"
#include "train/locate_task.h"
#include "training_data.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

// A task whose samples are made once: nothing about them is random here.
class RememberingTask : public Task {
  public:
    explicit RememberingTask(Task& task) : task_(task) {
        for (std::size_t i = 0; i < task.sample_count(); ++i) samples_.push_back(task.sample({i, 0}));
    }
    torch::nn::Module& net() override { return task_.net(); }
    std::size_t sample_count() const override { return samples_.size(); }
    std::size_t validation_count() const override { return 0; }
    Sample sample(const SampleRequest& request) const override { return samples_[request.index]; }
    torch::Tensor loss(const Sample& batch, Random& random) override { return task_.loss(batch, random); }
    Metrics validate() override { return {}; }

  private:
    Task& task_;
    std::vector<Sample> samples_;
};

// Four studies of the drawn ones.
const TrainingSet& four_studies() {
    static const TemporaryFolder folder;
    static const TrainingSet set = [] {
        std::set<std::string> chosen;
        for (const auto& [id, labels] : TrainingSet(TrainingData::drawn().sources()).labels) {
            if (chosen.size() < 4) chosen.insert(id);
        }
        return TrainingSet(changed_cache(
            folder.path(), [&](const PreparedSeries& series) { return chosen.contains(series.study_id); }));
    }();
    return set;
}

std::unique_ptr<Task> task_of(const TrainingRun& run) {
    torch::manual_seed(1);
    std::unique_ptr<Task> task;
    if (run.net.recipe.stage == Stage::locate) {
        task = std::make_unique<LocateTask>(four_studies(), run.net, run.settings, ComputeOptions{});
    } else {
        task = std::make_unique<GradeTask>(four_studies(), run.net, run.settings, ComputeOptions{});
    }
    initialize_convolutions(task->net());
    return task;
}

std::vector<double> losses_of(const RunFolder& folder) {
    const CsvTable table = read_csv(folder.metrics());
    const std::size_t column = table.column("loss/step");
    std::vector<double> losses;
    for (std::size_t row = 0; row < table.size(); ++row) losses.push_back(table.number(row, column));
    return losses;
}

// The mean loss of the last ten of sixty steps, as a share of the first step's.
double share_left(const std::string& recipe) {
    const TrainingRun run = tiny_run(recipe, -1,
                                     plain_settings({"epochs=60", "batch=4", "width=0.125", "lr=5e-3",
                                                     "lr_end=1e-5", "weight_decay=0", "validate_every=60"}));
    const TemporaryFolder output;
    const RunFolder folder(output.path(), run.net, run.seed);
    const auto task = task_of(run);
    BOOST_TEST(task->sample_count() == 4);
    RememberingTask remembering(*task);
    Replicas alone;
    Trainer(remembering, run, folder, {}, alone).run();
    const auto losses = losses_of(folder);
    BOOST_REQUIRE(losses.size() == 60);
    const double last = std::accumulate(losses.end() - 10, losses.end(), 0.0) / 10;
    BOOST_TEST_MESSAGE(recipe << ": loss " << losses.front() << " -> " << last);
    return last / losses.front();
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_recipes_net_learns_four_studies_by_heart) {
    const int threads = torch::get_num_threads();
    torch::set_num_threads(1);
    for (const char* recipe :
         {"stage1_s1", "stage1_s2", "stage2_s1_fo", "stage2_s2_sp1", "stage2_s2_sp2", "stage2_s2_su"}) {
        BOOST_TEST(share_left(recipe) < 0.05, recipe);
    }
    torch::set_num_threads(threads);
}
