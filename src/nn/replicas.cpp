#include "nn/replicas.h"

#include <torch/version.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "base/printable.h"

// Set by third_party/dependencies.cmake: what of c10d this LibTorch has, with the headers that it takes.
#if defined(LUMBAR_HAS_GLOO) || defined(LUMBAR_HAS_NCCL)
#define LUMBAR_HAS_C10D
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#endif
#if defined(LUMBAR_HAS_GLOO)
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif
#if defined(LUMBAR_HAS_NCCL)
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

namespace lumbar {
namespace {

using torch::Tensor;
using Tensors = std::vector<Tensor>;

std::optional<std::string> variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
}

std::string required(const char* name) {
    if (auto value = variable(name)) return *value;
    throw Error({"a variable of the environment is missing", name,
                 "RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT, "
                 "as torchrun sets them",
                 ""},
                ExitCode::usage);
}

int number_of(const char* name, int least, int most) {
    const std::string text = required(name);
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < least || number > most) {
        throw Error({"a variable of the environment is wrong", name,
                     "a whole number from " + std::to_string(least) + " to " + std::to_string(most), text},
                    ExitCode::usage);
    }
    return number;
}

struct Place {
    int rank = 0, count = 1;
    std::string address{};
    int port = 0;

    std::string text() const { return "replica " + std::to_string(rank) + " of " + std::to_string(count); }
};

Place place_from_environment() {
    constexpr int kMost = std::numeric_limits<int>::max();
    Place place;
    if (variable("WORLD_SIZE")) place.count = number_of("WORLD_SIZE", 1, kMost);
    if (place.count == 1) return place;
    place.rank = number_of("RANK", 0, place.count - 1);
    place.address = required("MASTER_ADDR");
    place.port = number_of("MASTER_PORT", 1, std::numeric_limits<std::uint16_t>::max());
    return place;
}

#if defined(LUMBAR_HAS_C10D)

#if TORCH_VERSION_MAJOR >= 2
using Group = c10d::Backend;
#else
using Group = c10d::ProcessGroup;
#endif

// What c10d, Gloo and NCCL throw has many types, and a stack below its first line.
template <class Action>
auto rethrow_as(const char* what, const std::string& where, const Action& action) {
    try {
        return action();
    } catch (const std::exception& e) {
        throw Error({what, where, "", first_line(e.what())}, ExitCode::internal);
    }
}

// As torch.distributed's env:// does it, so that torchrun finds what it expects.
c10::intrusive_ptr<c10d::Store> meet(const Place& place) {
    const bool torchrun_keeps_it = variable("TORCHELASTIC_USE_AGENT_STORE") == "True";
    c10d::TCPStoreOptions options;
    options.port = static_cast<std::uint16_t>(place.port);
    options.isServer = place.rank == 0 && !torchrun_keeps_it;
    options.numWorkers = static_cast<std::size_t>(place.count);
    auto store = c10::make_intrusive<c10d::TCPStore>(place.address, options);
    if (!torchrun_keeps_it) return store;
    const std::string attempt = variable("TORCHELASTIC_RESTART_COUNT").value_or("0");
    return c10::make_intrusive<c10d::PrefixStore>("/worker/attempt_" + attempt, std::move(store));
}

#if defined(LUMBAR_HAS_GLOO)
c10::intrusive_ptr<Group> gloo_group(const c10::intrusive_ptr<c10d::Store>& store, const Place& place) {
    using c10d::ProcessGroupGloo;
    const auto interface = variable("GLOO_SOCKET_IFNAME");
    auto options = ProcessGroupGloo::Options::create();
    options->devices.push_back(interface ? ProcessGroupGloo::createDeviceForInterface(*interface)
                                         : ProcessGroupGloo::createDefaultDevice());
    return c10::make_intrusive<ProcessGroupGloo>(store, place.rank, place.count, std::move(options));
}
#endif

// Tensors of one type and device, one after the other in one: few large messages are faster than many small
// ones.
struct Bucket {
    Tensors parts{};
    Tensor flat{};
    Tensors message{};  // `flat`, as c10d takes it
    c10::intrusive_ptr<c10d::Work> work{};
};

constexpr std::size_t kBucketBytes = 25U << 20U;  // section 3.2.3 of the paper; DDP's default

std::vector<Bucket> split(const Tensors& tensors) {
    std::vector<Bucket> buckets;
    std::size_t bytes = 0;
    for (const Tensor& tensor : tensors) {
        if (!tensor.defined())
            throw Error({"an undefined tensor cannot be shared", "Replicas"}, ExitCode::internal);
        if (tensor.numel() == 0) continue;
        const bool fits = !buckets.empty() && bytes + tensor.nbytes() <= kBucketBytes &&
                          buckets.back().parts.front().scalar_type() == tensor.scalar_type() &&
                          buckets.back().parts.front().device() == tensor.device();
        if (!fits) {
            buckets.emplace_back();
            bytes = 0;
        }
        buckets.back().parts.push_back(tensor);
        bytes += tensor.nbytes();
    }
    return buckets;
}

Tensor flatten(const Tensors& parts) {
    Tensors rows;
    for (const Tensor& part : parts) rows.push_back(part.reshape({-1}));
    return torch::cat(rows);
}

void unflatten(const Tensor& flat, Tensors& parts) {
    std::int64_t start = 0;
    for (Tensor& part : parts) {
        part.copy_(flat.narrow(0, start, part.numel()).view(part.sizes()));
        start += part.numel();
    }
}

class ConnectedReplicas : public Replicas {
  public:
    // Messages lie on `device`: the group's own.
    ConnectedReplicas(Place place, c10::intrusive_ptr<Group> group, const torch::Device& device)
        : place_(std::move(place)), group_(std::move(group)), device_(device) {}

    int rank() const override { return place_.rank; }
    int world_size() const override { return place_.count; }

    void average(Tensors& gradients) override {
        exchange(
            gradients,
            [this](Bucket& bucket) {
                bucket.message = {bucket.flat};
                bucket.work = group_->allreduce(bucket.message);
            },
            [this](Bucket& bucket) { bucket.flat.div_(place_.count); });
    }

    void broadcast(Tensors& tensors) override {
        exchange(
            tensors,
            [this](Bucket& bucket) {
                bucket.message = {bucket.flat.view(torch::kByte)};  // Gloo knows few types
                bucket.work = group_->broadcast(bucket.message);
            },
            [](Bucket&) {});
    }

    std::vector<double> sum(std::vector<double> numbers) override {
        if (numbers.empty()) return numbers;
        return rethrow_as(kLost, place_.text(), [&] {
            Tensors message{torch::tensor(numbers, torch::kDouble).to(device_)};
            group_->allreduce(message)->wait();
            const Tensor sums = message[0].cpu();
            return std::vector<double>(sums.data_ptr<double>(), sums.data_ptr<double>() + sums.numel());
        });
    }

    void barrier() override { sum({0}); }

  private:
    static constexpr const char* kLost = "the processes that train together lost each other";

    // All set out before the first is awaited, so that one is packed while another travels.
    template <class Send, class Finish>
    void exchange(Tensors& tensors, const Send& send, const Finish& finish) {
        const torch::NoGradGuard no_grad;
        auto buckets = split(tensors);
        rethrow_as(kLost, place_.text(), [&] {
            for (Bucket& bucket : buckets) {
                bucket.flat = flatten(bucket.parts).to(device_);
                send(bucket);
            }
            for (Bucket& bucket : buckets) {
                bucket.work->wait();
                finish(bucket);
                unflatten(bucket.flat, bucket.parts);
                bucket = {};
            }
        });
    }

    Place place_;
    c10::intrusive_ptr<Group> group_;
    torch::Device device_;
};

#endif

[[noreturn, maybe_unused]] void refuse(const std::string& lack, const Place& place) {
    throw Error(
        {lack, "WORLD_SIZE", "1, or a LibTorch built with c10d, and the headers of Gloo or NCCL at the build",
         std::to_string(place.count)},
        ExitCode::usage);
}

std::unique_ptr<Replicas> join([[maybe_unused]] const Place& place,
                               [[maybe_unused]] const torch::Device& device) {
#if defined(LUMBAR_HAS_C10D)
    const char* failed = "the processes that should train together did not meet";
    const std::string where = place.text() + ", at " + place.address + ":" + std::to_string(place.port);
#if defined(LUMBAR_HAS_NCCL)
    if (device.is_cuda()) {
        return rethrow_as(failed, where, [&]() -> std::unique_ptr<Replicas> {
            auto group = c10::make_intrusive<c10d::ProcessGroupNCCL>(meet(place), place.rank, place.count);
            return std::make_unique<ConnectedReplicas>(place, std::move(group), device);
        });
    }
#endif
#if defined(LUMBAR_HAS_GLOO)
    return rethrow_as(failed, where, [&]() -> std::unique_ptr<Replicas> {
        return std::make_unique<ConnectedReplicas>(place, gloo_group(meet(place), place), torch::kCPU);
    });
#else
    refuse("this build's c10d has only NCCL, which needs GPUs", place);
#endif
#else
    refuse("this build has no c10d, by which processes train together", place);
#endif
}

}  // namespace

std::unique_ptr<Replicas> Replicas::from_environment(const torch::Device& device) {
    const Place place = place_from_environment();
    if (place.count == 1) return std::make_unique<Replicas>();
    return join(place, device);
}

int local_rank() {
    return variable("LOCAL_RANK") ? number_of("LOCAL_RANK", 0, std::numeric_limits<int>::max()) : 0;
}

}  // namespace lumbar
