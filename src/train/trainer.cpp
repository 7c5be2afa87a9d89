#include "train/trainer.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/fixed_decimals.h"
#include "base/interrupt.h"
#include "base/log.h"
#include "base/progress.h"
#include "base/timer.h"
#include "config/recipe_json.h"
#include "config/version.h"
#include "train/buffer_snapshot.h"

namespace lumbar {
namespace {

constexpr int kBadStepsAllowed = 10;

SampleOrder order_of(const Task& task, const TrainingRun& run, const Replicas& replicas) {
    const TrainingSettings& s = run.settings;
    const SampleOrder order{task.sample_count(),   s.batch, s.accumulate, replicas.rank(),
                            replicas.world_size(), run.seed};
    const auto replica_count = static_cast<std::size_t>(replicas.world_size());
    const auto accumulate = static_cast<std::size_t>(s.accumulate);
    if (order.batch_size() % replica_count != 0 || order.batch_size() / replica_count < accumulate) {
        throw Error({"the batch cannot be shared out", "batch, accumulate",
                     "a multiple of the number of replicas, and at least one sample a part",
                     std::to_string(order.batch_size()) + " samples, " + std::to_string(replica_count) +
                         " replicas, " + std::to_string(accumulate) + " parts"},
                    ExitCode::usage);
    }
    return order;
}

Schedule schedule_of(const TrainingSettings& s, const SampleOrder& order) {
    return {s.lr, s.lr_end, s.warmup_steps, s.epochs * order.steps_per_epoch()};
}

std::string loss_note(const StepNumbers& numbers) {
    return "loss " + fixed_decimals(numbers.loss, 4);
}

}  // namespace

Trainer::Trainer(Task& task, const TrainingRun& run, const RunFolder& folder, const ComputeOptions& compute,
                 Replicas& replicas)
    : task_(task),
      run_(run),
      folder_(folder),
      compute_(compute),
      replicas_(replicas),
      order_(order_of(task, run, replicas)),
      schedule_(schedule_of(run.settings, order_)),
      optimizer_(task.net().parameters(),
                 {run.settings.beta1, run.settings.beta2, run.settings.epsilon, run.settings.weight_decay}),
      average_(task.net(), run.settings.ema),
      scaler_(compute.precision == torch::kFloat16) {}

TrainingParts Trainer::parts() {
    return {task_.net(), optimizer_, average_, scaler_, state_};
}

// Everything that decides the weights; what only decides how fast they come or what is looked at is left out.
Json Trainer::description() const {
    return {{"recipe", json_of(run_.net.recipe)},
            {"fold", run_.net.fold},
            {"seed", run_.seed},
            {"samples", order_.samples},
            {"replicas", replicas_.world_size()},
            {"precision", torch::toString(compute_.precision)},
            {"sources", run_.sources},
            {"settings", without_speed_settings(settings_json(run_.settings))}};
}

// The resolved configuration, for people: with what cannot change the weights, and where they began.
void Trainer::write_settings() const {
    Json json = description();
    json["settings"] = settings_json(run_.settings);
    json["start"] = run_.start;
    json["device"] = compute_.device.str();
    json["threads"] = compute_.threads;
    if (!run_.note.empty()) json["note"] = run_.note;
    write_file_atomically(folder_.settings(), json.dump(4) + "\n");
}

double Trainer::epoch() const {
    return static_cast<double>(state_.step) / static_cast<double>(order_.steps_per_epoch());
}

CurvesRun Trainer::curves_run() const {
    CurvesRun run{"lumbar " + std::string(version()),
                  folder_.name(),
                  run_.net.recipe.name,
                  run_.net.fold,
                  run_.seed,
                  schedule_.steps,
                  static_cast<double>(run_.settings.epochs)};
    for (const auto& [name, value] : task_.prior()) run.prior["validation/" + name] = value;
    return run;
}

void Trainer::begin() {
    if (run_.resume && std::filesystem::exists(folder_.state())) {
        load_checkpoint(folder_.state(), parts(), description());
        log_info(folder_.name() + ": goes on after step " + std::to_string(state_.step));
    }
    require_same_step();
    auto weights = optimizer_.parameters();
    replicas_.broadcast(weights);
}

TrainingOutcome Trainer::run() {
    const Timer timer;
    const InterruptWatch watch;
    begin();
    std::optional<RunLog> log;
    if (is_first()) {
        folder_.make();
        log.emplace(folder_, state_, curves_run(), state_.step > 0 ? state_.step + 1 : 0);
        folder_.remove_leftovers();
        write_settings();
    }
    BatchLoader loader([this](std::int64_t part) { return order_.part(part); },
                       [this](const SampleRequest& request) { return task_.sample(request); },
                       state_.step * order_.accumulate, schedule_.steps * order_.accumulate,
                       run_.settings.workers > 0 ? run_.settings.workers : compute_.threads);
    Progress progress(folder_.name(), "steps", static_cast<std::size_t>(schedule_.steps),
                      static_cast<std::size_t>(state_.step));
    while (state_.step < schedule_.steps && !has_stalled()) {
        const StepNumbers numbers = take_step(loader);
        ++state_.step;
        state_.interval_loss += numbers.taken ? numbers.loss : 0;
        state_.interval_steps += numbers.taken ? 1 : 0;
        if (log) log->add_step(state_.step, epoch(), numbers, run_.settings.clip_norm);
        if (!numbers.taken) count_bad_step();
        if (state_.step % run_.settings.validate_every == 0 || state_.step == schedule_.steps) validate(log);
        if (is_first()) {
            progress.set_note(loss_note(numbers));
            progress.advance();
        }
        stop_if_asked();
    }
    if (state_.step < schedule_.steps && is_first()) {
        log_info(folder_.name() + ": ends after step " + std::to_string(state_.step) +
                 ": no better validation since step " + std::to_string(state_.best_step));
    }
    finish();
    stop_if_asked();  // what came meanwhile: other nets may be waiting
    return {state_.step, state_.skipped_steps, state_.best_metrics, timer.seconds()};
}

// Replicas that see other folders would each go on from a step of its own.
void Trainer::require_same_step() const {
    const auto step = static_cast<double>(state_.step);
    const auto sums = replicas_.sum({step, step * step});
    // The mean of the squares is the square of the mean where all are the same, and nowhere else.
    if (replicas_.world_size() * sums[1] == sums[0] * sums[0]) return;
    throw Error({"the replicas would go on from different steps", folder_.folder().string(),
                 "an --output that all of them share",
                 "step " + std::to_string(state_.step) + " for replica " + std::to_string(replicas_.rank())},
                ExitCode::usage);
}

// Forward and backward over the parts of one batch; -> this replica's mean loss, where it was computed: to
// read it here would wait for the GPU.
torch::Tensor Trainer::accumulate_gradients(BatchLoader& loader) {
    const auto whole = static_cast<double>(order_.batch_size()) / replicas_.world_size();
    auto sum = torch::zeros({}, compute_.device);
    for (int i = 0; i < order_.accumulate; ++i) {
        const Sample batch = to_device(loader.next(), compute_.device);
        const auto part =
            static_cast<std::uint64_t>((state_.step * order_.accumulate + i) * order_.count + order_.rank);
        // All random numbers of this part, Torch's too, follow from the seed and its number.
        const std::uint64_t seed = derive_seed(run_.seed ^ 0x6c756d626172ULL, part);
        torch::manual_seed(seed);
        Random random(seed);
        const auto loss = task_.loss(batch, random) * (static_cast<double>(batch.input.size(0)) / whole);
        scaler_.scaled(loss).backward();
        sum += loss.detach();
    }
    return sum;
}

StepNumbers Trainer::take_step(BatchLoader& loader) {
    StepNumbers numbers;
    numbers.lr = schedule_.rate_at(state_.step);
    task_.net().train();
    const BufferSnapshot statistics(task_.net());
    optimizer_.clear_gradients();
    const auto loss = accumulate_gradients(loader);
    auto gradients = optimizer_.gradients();
    replicas_.average(gradients);
    scaler_.unscale(gradients);
    numbers.norm = clip_gradients(gradients, run_.settings.clip_norm);  // a GPU is waited for here alone
    numbers.loss = replicas_.sum({loss.item<double>()})[0] / replicas_.world_size();
    numbers.taken = std::isfinite(numbers.loss) && std::isfinite(numbers.norm);
    scaler_.update(numbers.taken);
    if (numbers.taken) {
        state_.bad_steps_in_a_row = 0;
        optimizer_.step(numbers.lr);
        average_.update(optimizer_.steps());
    } else {
        statistics.restore();
    }
    return numbers;
}

// With a loss scale that is too high the first steps overflow as a matter of course.
void Trainer::count_bad_step() {
    ++state_.skipped_steps;
    ++state_.bad_steps_in_a_row;
    if (!scaler_.on()) {
        log_warning(folder_.name() + ": step " + std::to_string(state_.step) +
                    " is left out: its loss or gradients are not finite");
    }
    if (state_.bad_steps_in_a_row < kBadStepsAllowed + (scaler_.on() ? 20 : 0)) return;
    throw Error({"training has diverged: " + std::to_string(state_.bad_steps_in_a_row) +
                     " steps in a row are not finite",
                 folder_.name(), "a lower lr, or --precision fp32"});
}

void Trainer::validate(std::optional<RunLog>& log) {
    Metrics metrics;
    if (is_first()) {
        task_.net().eval();
        const BorrowedWeights averaged(task_.net(), average_.state());
        metrics = task_.validate();
        const bool is_number = !metrics.empty() && std::isfinite(metrics.front().second);
        // Where nothing is held out, or nothing could be measured yet, the latest weights are the best ones.
        if (!state_.best || (is_number && metrics.front().second < *state_.best)) {
            state_.best_step = state_.step;
            state_.best_metrics = Json::object();
            for (const auto& [name, value] : metrics) state_.best_metrics[name] = value;
            if (is_number) state_.best = metrics.front().second;
            write_state_dict(folder_.weights(), average_.state());
            write_metadata(false);
        }
    }
    const double steps = static_cast<double>(std::max<std::int64_t>(1, state_.interval_steps));
    const double mean_loss = state_.interval_loss / steps;
    state_.interval_loss = 0;
    state_.interval_steps = 0;
    if (log) {
        log->add_validation(state_.step, epoch(), mean_loss, metrics, state_.best_metrics, state_.best_step);
    }
    save();
    replicas_.barrier();
}

void Trainer::write_metadata(bool finished) const {
    Json further = {{"step", state_.best_step},
                    {"finished", finished},
                    {"lumbar", std::string(version())},
                    {"settings", settings_json(run_.settings)}};
    if (!run_.note.empty()) further["note"] = run_.note;
    folder_.write_metadata(run_.net, run_.seed, state_.best_metrics, further);
}

void Trainer::save() {
    if (is_first()) save_checkpoint(folder_.state(), parts(), description());
}

void Trainer::finish() {
    if (!is_first()) return;
    write_state_dict(folder_.last_weights(), average_.state());
    write_metadata(true);
}

// Whether a validation, `early_stop` epochs or more after the best one, was no better.  The first replica
// alone validates.
bool Trainer::has_stalled() const {
    if (run_.settings.early_stop == 0) return false;
    const std::int64_t validated = state_.step - state_.step % run_.settings.validate_every;
    const double since_best =
        static_cast<double>(validated - state_.best_step) / static_cast<double>(order_.steps_per_epoch());
    const bool stalled = is_first() && state_.best && since_best >= run_.settings.early_stop;
    return replicas_.sum({stalled ? 1.0 : 0.0})[0] > 0;
}

void Trainer::stop_if_asked() {
    const auto requested = InterruptWatch::requested();
    // One replica alone must not stop: the others would wait for it.
    const double count = replicas_.sum({requested ? 1.0 : 0.0})[0];
    if (count == 0) return;
    save();
    replicas_.barrier();
    throw Error({"stopped after step " + std::to_string(state_.step) + "; --resume goes on from there",
                 folder_.name()},
                requested.value_or(ExitCode::terminated));
}

}  // namespace lumbar
