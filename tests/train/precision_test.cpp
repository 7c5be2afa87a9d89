// The loop in float16, whose loss is scaled, and in bfloat16.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <csignal>

#include "files/safetensors.h"
#include "line_run.h"
#include "made_tasks.h"
#include "models/initialize.h"
#include "weight_files/tensor_file.h"

using namespace lumbar;
using namespace lumbar::test;

namespace {

const ComputeOptions kHalf{torch::kCPU, torch::kFloat16, 1};

Json state_of(const LineRun& run) {
    return Json::parse(SafetensorsFile(run.folder.state()).metadata().at("lumbar.training"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(training_precision)

BOOST_AUTO_TEST_CASE(of_float16_halves_the_scale_at_each_bad_step) {
    LineRun run({"batch=1"});  // 8 steps an epoch, 24 in all
    LineTask task, plain;
    task.bad_samples = {3};
    BOOST_TEST(run.train(task, kHalf).skipped_steps == 3);
    BOOST_TEST(state_of(run).at("loss_scale").get<double>() == 65536.0 / 8);
    for (const auto& [name, tensor] : state_dict_of(task.net()).pairs()) {
        BOOST_TEST(tensor.isfinite().all().item<bool>(), name);
    }
    plain.bad_samples = {3};
    const LineRun unscaled({"batch=1"});
    unscaled.train(plain);
    BOOST_TEST(state_of(unscaled).at("loss_scale").get<double>() == 1);
    // A power of two changes no digit of a gradient.
    BOOST_TEST((run.weights() == unscaled.weights()));
}

BOOST_AUTO_TEST_CASE(of_float16_goes_on_with_its_scale) {
    LineRun whole({"batch=1"}), stopped({"batch=1"});
    LineTask task, first, second;
    for (LineTask* each : {&task, &first, &second}) each->bad_samples = {1, 6};
    whole.train(task, kHalf);
    first.before_loss = [](int losses) {
        if (losses == 13) std::raise(SIGTERM);
    };
    BOOST_TEST(refusal_of([&] { stopped.train(first, kHalf); }, ExitCode::terminated) != "");
    BOOST_TEST(state_of(stopped).at("loss_scale").get<double>() < 65536);
    stopped.resume(second, kHalf);
    for (const char* key : {"loss_scale", "good_scale_steps", "skipped_steps"}) {
        BOOST_TEST((state_of(stopped).at(key) == state_of(whole).at(key)), key);
    }
    BOOST_TEST((stopped.weights() == whole.weights()));
}

BOOST_AUTO_TEST_CASE(of_bfloat16_is_near_float32_and_keeps_its_weights_in_float32) {
    const TrainingSet set = drawn_set();
    const TrainingRun run = tiny_run(kThreeHeads, 0, plain_settings({"epochs=1", "batch=3"}));
    const auto loss_in = [&](torch::ScalarType precision) {
        torch::manual_seed(1);
        GradeTask task(set, run.net, run.settings, {torch::kCPU, precision, 1});
        initialize_convolutions(task.net());
        task.net().train();
        return loss_of(task, batch_of(task, 3));
    };
    const double exact = loss_in(torch::kFloat32), coarse = loss_in(torch::kBFloat16);
    BOOST_TEST(exact != coarse);
    BOOST_TEST(std::abs(exact - coarse) < 0.05 * exact);
    const TemporaryFolder output;
    const RunFolder folder(output.path(), run.net, run.seed);
    GradeTask task(set, run.net, run.settings, {torch::kCPU, torch::kBFloat16, 1});
    Replicas alone;
    BOOST_TEST(Trainer(task, run, folder, {torch::kCPU, torch::kBFloat16, 1}, alone).run().skipped_steps ==
               0);
    for (const auto& [name, tensor] : read_state_dict(folder.weights()).pairs()) {
        BOOST_TEST((tensor.scalar_type() == torch::kFloat32 || tensor.scalar_type() == torch::kInt64), name);
        BOOST_TEST(tensor.isfinite().all().item<bool>(), name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
