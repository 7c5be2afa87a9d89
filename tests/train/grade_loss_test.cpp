// Stage 2's loss, with everything that is mixed.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>

#include "made_tasks.h"
#include "models/initialize.h"
#include "train/input_tensor.h"
#include "train/loss.h"
#include "train/mixing.h"

using namespace lumbar;
using namespace lumbar::test;

BOOST_AUTO_TEST_SUITE(grade_task_loss)

BOOST_AUTO_TEST_CASE(of_the_spinal_canal_does_not_know_of_cutmix) {
    auto set = drawn_set();
    const auto loss = [&](const char* cutmix) {
        torch::manual_seed(1);
        auto task = grade_task(set, tiny_run(kThreeHeads, -1, plain_settings({cutmix})));
        initialize_convolutions(task.net());
        task.net().train();  // batch norm keeps an untrained net's features apart
        return loss_of(task, batch_of(task, 4));
    };
    BOOST_TEST(loss("cutmix_chance=1") != loss("cutmix_chance=0"));
    unlabel(set, {1, 2, 3, 4});
    const double spinal = loss("cutmix_chance=1");
    BOOST_TEST(spinal > 0);
    BOOST_TEST(spinal == loss("cutmix_chance=0"));
}

// With the same random numbers: the sided heads see half of another disc, and its labels on the right.
BOOST_AUTO_TEST_CASE(with_cutmix_is_as_worked_out_by_hand) {
    const auto set = drawn_set();
    auto task = grade_task(set, tiny_run(kThreeHeads, -1, plain_settings({"cutmix_chance=1"})));
    initialize_convolutions(task.net());
    task.net().train();
    const Sample batch = batch_of(task, 3);
    auto& net = dynamic_cast<GradingNetImpl&>(task.net());
    const torch::NoGradGuard no_grad;
    const auto features = net.frame_features(unit_range(batch.input));  // [15,4,C]
    const auto mask = batch.mask.repeat_interleave(5, 0);               // [15,4]
    Random random(77);
    const auto partner = draw_partners(random, 15);
    auto mixed = features.clone(), mixed_mask = mask.clone(), labels = batch.targets.view({15, 5, 3}).clone();
    for (std::int64_t disc = 0; disc < 15; ++disc) {
        const auto other = partner[disc].item<std::int64_t>();
        mixed[disc].slice(0, 2).copy_(features[other].slice(0, 2));
        mixed_mask[disc].slice(0, 2).copy_(mask[other].slice(0, 2));
        for (const int right : {2, 4})
            labels[disc][right].copy_(batch.targets.view({15, 5, 3})[other][right]);
    }
    const auto logits = net.classify(
        {net.pool(0, features, mask), net.pool(1, mixed, mixed_mask), net.pool(2, mixed, mixed_mask)});
    const auto expected = weighted_cross_entropy(logits.view({-1, 3}), labels.view({-1, 3})).item<double>();
    BOOST_TEST(loss_of(task, batch) == expected, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(is_shared_between_labels_and_pseudo_labels) {
    auto set = drawn_set();
    for (const auto& [id, labels] : set.labels) {
        for (auto& level : set.pseudo[id]) level.fill(Probabilities{0.1, 0.2, 0.7});
    }
    const auto loss = [&](const char* weight) {
        torch::manual_seed(1);
        auto task = grade_task(set, tiny_run(kThreeHeads, -1, plain_settings({weight})));
        task.net().eval();
        return loss_of(task, batch_of(task, 4));
    };
    const double labels = loss("pseudo_weight=0"), pseudo = loss("pseudo_weight=1");
    BOOST_TEST(std::abs(labels - pseudo) > 0.01);
    BOOST_TEST(loss("pseudo_weight=0.25") == 0.75 * labels + 0.25 * pseudo,
               boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(is_zero_where_nothing_is_labelled_and_finite_with_every_mixing) {
    auto set = drawn_set();
    auto task = grade_task(set, tiny_run(kThreeHeads, -1, {"cutmix_chance=1", "mixup_chance=1"}));
    task.net().train();
    Sample batch = batch_of(task, 4);
    BOOST_TEST(std::isfinite(loss_of(task, batch)));
    batch.targets.fill_(kUnknown);
    BOOST_TEST(loss_of(task, batch) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
