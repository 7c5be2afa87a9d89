#include "nn/checkpoint.h"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/engine.h>

#include <algorithm>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "nn/autocast.h"

namespace lumbar {
namespace {

using torch::Tensor;
using Generators = std::vector<at::Generator>;

// Those that a computation on this device may draw from.
Generators default_generators(const torch::Device& device) {
    Generators generators{at::globalContext().defaultGenerator(torch::kCPU)};
    if (!device.is_cpu()) generators.push_back(at::globalContext().defaultGenerator(device));
    return generators;
}

std::vector<Tensor> states_of(Generators& generators) {
    std::vector<Tensor> states;
    for (auto& generator : generators) {
        const std::lock_guard lock(generator.mutex());
        states.push_back(generator.get_state());
    }
    return states;
}

void set_states(Generators& generators, const std::vector<Tensor>& states) {
    for (std::size_t i = 0; i < generators.size(); ++i) {
        const std::lock_guard lock(generators[i].mutex());
        generators[i].set_state(states[i]);
    }
}

// What the second computation must share with the first.
struct Call : torch::CustomClassHolder {
    Call(std::function<Tensor(Tensor)> called, torch::nn::Module& used, const torch::Device& device)
        : function(std::move(called)),
          module(&used),
          generators(default_generators(device)),
          random_states(states_of(generators)),
          precision(autocast_type(device)) {}

    std::function<Tensor(Tensor)> function;
    torch::nn::Module* module;
    Generators generators;
    std::vector<Tensor> random_states;
    torch::ScalarType precision;
};

// The generators are where they were before the first computation; at the end they, and the module's buffers,
// are again as they were at the beginning.
class Rewound {
  public:
    explicit Rewound(Call& call)
        : generators_(call.generators),
          random_states_(states_of(generators_)),
          buffers_(call.module->buffers()) {
        for (const Tensor& buffer : buffers_) values_.push_back(buffer.detach().clone());
        set_states(generators_, call.random_states);
    }
    ~Rewound() {
        set_states(generators_, random_states_);
        // By variable_data(): other graphs may hold these buffers, and must not see a new version of the same
        // values.
        for (std::size_t i = 0; i < buffers_.size(); ++i) buffers_[i].variable_data().copy_(values_[i]);
    }
    Rewound(const Rewound&) = delete;
    Rewound& operator=(const Rewound&) = delete;

  private:
    Generators& generators_;
    std::vector<Tensor> random_states_, buffers_, values_;
};

// Autocast caches 16-bit copies of weights whether or not they have a graph, and hands one without to a later
// use of the weight, which then has no gradient: https://github.com/pytorch/pytorch/issues/112583
class WithoutCastCache {
  public:
    WithoutCastCache() : was_enabled_(at::autocast::is_autocast_cache_enabled()) {
        at::autocast::set_autocast_cache_enabled(false);
    }
    ~WithoutCastCache() { at::autocast::set_autocast_cache_enabled(was_enabled_); }
    WithoutCastCache(const WithoutCastCache&) = delete;
    WithoutCastCache& operator=(const WithoutCastCache&) = delete;

  private:
    bool was_enabled_;
};

[[noreturn]] void refuse(const std::string& what) {
    throw Error({"a checkpointed computation cannot " + what, "checkpointed()"}, ExitCode::internal);
}

class Recomputation : public torch::autograd::Function<Recomputation> {
  public:
    // `anchor` requires a gradient where the input may not: without it there would be no backward.
    static Tensor forward(torch::autograd::AutogradContext* context, const c10::intrusive_ptr<Call>& call,
                          const Tensor& input, const Tensor& /*anchor*/) {
        const auto version = input._version();
        const WithoutCastCache without_cache;
        Tensor output = call->function(input);
        if (input._version() != version) refuse("write into its input");
        context->saved_data["call"] = torch::IValue::make_capsule(call);
        context->save_for_backward({input});
        return output;
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        if (torch::GradMode::is_enabled()) refuse("be differentiated twice");
        if (!torch::autograd::Engine::get_default_engine().is_checkpoint_valid()) {
            refuse("tell the gradients of chosen inputs, only backward() them all");
        }
        const auto capsule = context->saved_data["call"].toCapsule();
        auto& call = static_cast<Call&>(*capsule);
        const Tensor saved = context->get_saved_variables()[0];
        Tensor input = saved.detach().requires_grad_(saved.requires_grad());

        const Rewound rewound(call);
        const Tensor output = compute(call, input);
        if (output.requires_grad()) torch::autograd::backward({output}, {gradients[0]});
        return {Tensor(), input.grad(), Tensor()};
    }

  private:
    static Tensor compute(const Call& call, const Tensor& input) {
        const torch::AutoGradMode with_graph(true);
        const Autocast precision(input.device(), call.precision);
        return call.function(input);
    }
};

}  // namespace

Tensor checkpointed(const std::function<Tensor(Tensor)>& function, torch::nn::Module& module,
                    const Tensor& input) {
    const auto parameters = module.parameters();
    const bool any = input.requires_grad() || std::any_of(parameters.begin(), parameters.end(),
                                                          [](const Tensor& p) { return p.requires_grad(); });
    if (!any || !torch::GradMode::is_enabled()) return function(input);
    const auto anchor = torch::empty({0}, input.options().dtype(torch::kFloat)).requires_grad_();
    return Recomputation::apply(c10::make_intrusive<Call>(function, module, input.device()), input, anchor);
}

}  // namespace lumbar
