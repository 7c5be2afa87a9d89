#include "nn/checkpoint.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <vector>

#include "base/error.h"
#include "nn/autocast.h"
#include "support/refusal.h"

using lumbar::Autocast;
using lumbar::checkpointed;
using lumbar::ExitCode;
using lumbar::test::contains;
using lumbar::test::refusal_of;
using torch::Tensor;

namespace {

using Function = std::function<Tensor(Tensor)>;
using Caller = std::function<Tensor(const Function&, torch::nn::Module&, const Tensor&)>;

Tensor plainly(const Function& function, torch::nn::Module&, const Tensor& input) {
    return function(input);
}

// Convolution, batch norm, ReLU, dropout: a state of each sort that the second computation could spoil.
torch::nn::Sequential make_block(int inputs, int outputs) {
    using namespace torch::nn;
    return Sequential(Conv2d(Conv2dOptions(inputs, outputs, 3).padding(1)), BatchNorm2d(outputs),
                      ReLU(ReLUOptions(true)), Dropout(0.3));
}

struct Net : torch::nn::Module {
    Net()
        : first(register_module("first", make_block(2, 4))),
          second(register_module("second", make_block(4, 4))) {}
    torch::nn::Sequential first, second;
};

Function forward_of(torch::nn::Sequential& block) {
    return [&block](Tensor x) { return block->forward(x); };
}

// Everything that a training step leaves behind.
struct Traces {
    Tensor output{}, input_gradient{}, random_state{};
    std::vector<Tensor> gradients{}, buffers{};
};

bool same(const Tensor& a, const Tensor& b) {
    return a.defined() == b.defined() && (!a.defined() || torch::equal(a, b));
}

bool same(const std::vector<Tensor>& a, const std::vector<Tensor>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Tensor& x, const Tensor& y) { return same(x, y); });
}

void check_same(const Traces& a, const Traces& b) {
    BOOST_TEST(same(a.output, b.output));
    BOOST_TEST(same(a.input_gradient, b.input_gradient));
    BOOST_TEST(same(a.random_state, b.random_state));
    BOOST_TEST(same(a.gradients, b.gradients));
    BOOST_TEST(same(a.buffers, b.buffers));
}

struct Variant {
    bool input_gradient = true;
    int repetitions = 1;
    int uses = 1;  // of the second block, in each repetition
    torch::ScalarType precision = torch::kFloat;
};

Traces traces_of(const Net& net, const Tensor& input) {
    Traces traces{.input_gradient = input.grad(), .random_state = torch::rand({5}), .buffers = net.buffers()};
    for (const auto& p : net.parameters()) traces.gradients.push_back(p.grad());
    return traces;
}

Traces train(const Caller& call, const Variant& variant) {
    torch::manual_seed(7);
    Net net;
    const auto input = torch::randn({3, 2, 6, 6}).requires_grad_(variant.input_gradient);
    Tensor output;
    for (int i = 0; i < variant.repetitions; ++i) {
        Tensor x;
        {
            const Autocast scope(torch::kCPU, variant.precision);
            x = call(forward_of(net.first), *net.first, input);
            for (int use = 0; use < variant.uses; ++use) x = call(forward_of(net.second), *net.second, x);
        }
        output = x.detach();
        torch::rand({5});  // what is drawn between forward and backward must not matter
        x.to(torch::kFloat).square().sum().backward();
    }
    Traces traces = traces_of(net, input);
    traces.output = output;
    return traces;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(checkpoint)

BOOST_AUTO_TEST_CASE(training_leaves_what_the_plain_call_leaves) {
    const auto traces = train(plainly, {});
    BOOST_TEST(traces.input_gradient.abs().max().item<float>() > 0);
    check_same(train(checkpointed, {}), traces);
}

BOOST_AUTO_TEST_CASE(parameters_get_gradients_though_the_input_needs_none) {
    const Variant variant{.input_gradient = false};
    const auto traces = train(checkpointed, variant);
    for (const auto& gradient : traces.gradients) BOOST_TEST(gradient.defined());
    check_same(traces, train(plainly, variant));
}

// Its statistics move once for each use.
BOOST_AUTO_TEST_CASE(a_block_may_be_used_twice) {
    const auto traces = train(plainly, {.uses = 2});
    BOOST_TEST(!same(traces.buffers, train(plainly, {}).buffers));
    check_same(train(checkpointed, {.uses = 2}), traces);
}

BOOST_AUTO_TEST_CASE(steps_in_a_row_accumulate_alike) {
    check_same(train(checkpointed, {.repetitions = 3}), train(plainly, {.repetitions = 3}));
}

BOOST_AUTO_TEST_CASE(the_second_computation_has_the_precision_of_the_first) {
    const Variant variant{.precision = torch::kBFloat16};
    const auto traces = train(plainly, variant);
    BOOST_TEST(!same(traces.gradients, train(plainly, {}).gradients));
    check_same(train(checkpointed, variant), traces);
}

BOOST_AUTO_TEST_CASE(checkpoints_nest) {
    const auto run = [](const Caller& inner, const Caller& outer) {
        torch::manual_seed(7);
        Net net;
        const auto input = torch::randn({3, 2, 6, 6}).requires_grad_();
        const Function both = [&](Tensor x) {
            return inner(forward_of(net.second), *net.second, inner(forward_of(net.first), *net.first, x));
        };
        outer(both, net, input).square().sum().backward();
        return traces_of(net, input);
    };
    check_same(run(checkpointed, checkpointed), run(plainly, plainly));
}

BOOST_AUTO_TEST_CASE(what_was_computed_on_the_way_is_freed) {
    const auto kept = [](const Caller& call) {
        torch::nn::Conv2d conv(torch::nn::Conv2dOptions(1, 1, 1));
        c10::weak_intrusive_ptr<c10::StorageImpl> between(c10::intrusive_ptr<c10::StorageImpl>{});
        const auto output = call(
            [&](Tensor x) {
                x = torch::sigmoid(conv(x));
                between = x.storage().getWeakStorageImpl();
                return conv(x);
            },
            *conv, torch::ones({1, 1, 4, 4}));
        return !between.expired();
    };
    BOOST_TEST(kept(plainly));
    BOOST_TEST(!kept(checkpointed));
}

// Autocast keeps 16-bit copies of weights: one made without a graph would silence the later, plain use.
BOOST_AUTO_TEST_CASE(a_plain_use_after_it_under_autocast_has_its_gradient) {
    const auto gradient = [](const Caller& call) {
        torch::manual_seed(7);
        torch::nn::Conv2d conv(torch::nn::Conv2dOptions(1, 1, 1));
        const auto image = torch::ones({1, 1, 2, 2});
        const Autocast scope(torch::kCPU, torch::kBFloat16);
        const auto first = call([&](Tensor x) { return conv(x); }, *conv, image);
        (first.sum() + conv(image).sum()).backward();  // inside the scope, where the copies still are
        return conv->weight.grad();
    };
    BOOST_TEST(same(gradient(checkpointed), gradient(plainly)));
}

// Batch norm keeps its statistics in the graph, and backward refuses those that were written to since.
BOOST_AUTO_TEST_CASE(a_plain_use_before_it_keeps_its_graph) {
    const auto gradient = [](const Caller& call) {
        torch::nn::BatchNorm1d norm(2);
        const auto input = torch::arange(6, torch::kFloat).view({3, 2}).square().requires_grad_();
        const auto first = norm(input).square();
        call([&](Tensor x) { return norm(x); }, *norm, first).square().sum().backward();
        return input.grad();
    };
    BOOST_TEST(same(gradient(checkpointed), gradient(plainly)));
}

BOOST_AUTO_TEST_CASE(is_a_plain_call_where_there_is_nothing_to_differentiate) {
    torch::nn::Linear linear(2, 2);
    int calls = 0;
    const auto count = [&](Tensor x) { return ++calls, linear(x); };
    {
        const torch::NoGradGuard no_grad;
        BOOST_TEST(!checkpointed(count, *linear, torch::ones({1, 2})).requires_grad());
    }
    for (auto& p : linear->parameters()) p.requires_grad_(false);
    BOOST_TEST(!checkpointed(count, *linear, torch::ones({1, 2})).requires_grad());
    BOOST_TEST(calls == 2);
}

BOOST_AUTO_TEST_CASE(refuses_what_would_give_wrong_gradients) {
    torch::nn::Linear linear(2, 2);
    const auto forward = [&](Tensor x) { return linear(x); };
    const auto input = torch::ones({1, 2}).requires_grad_();
    const auto output = [&] { return checkpointed(forward, *linear, input).sum(); };

    const auto writes = [&](Tensor x) { return linear(x.relu_()); };
    const auto in_place = [&] { checkpointed(writes, *linear, torch::ones({1, 2})); };
    BOOST_TEST(contains(refusal_of(in_place, ExitCode::internal), "write into its input"));
    const auto twice = [&] { output().backward({}, /*retain_graph=*/true, /*create_graph=*/true); };
    BOOST_TEST(contains(refusal_of(twice, ExitCode::internal), "differentiated twice"));
    const auto chosen = [&] { torch::autograd::grad({output()}, {input}); };
    BOOST_TEST(contains(refusal_of(chosen, ExitCode::internal), "only backward()"));
}

BOOST_AUTO_TEST_SUITE_END()
