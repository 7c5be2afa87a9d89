#include "gpu_nets/resident_nets.h"

#include <algorithm>
#include <utility>

namespace lumbar::gpu {
namespace {

std::size_t aligned(std::size_t bytes) {
    return (bytes + 255) / 256 * 256;
}

}  // namespace

ResidentNets::ResidentNets(Gpu& gpu, std::vector<Bytes> nets, Address memory, std::size_t size)
    : gpu_(gpu), nets_(std::move(nets)) {
    std::size_t all = 0, largest = 0;
    for (const Bytes& net : nets_) {
        all += aligned(net->size());
        largest = std::max(largest, aligned(net->size()));
    }
    holds_all_ = all <= size;
    if (!holds_all_) {
        for (std::size_t at = 0; at + largest <= size; at += largest) slots_.push_back({memory + at, {}, 0});
        return;
    }
    for (std::size_t net = 0; net < nets_.size(); ++net) {
        slots_.push_back({memory, {}, 0});
        memory += aligned(nets_[net]->size());
        upload(net, slots_.back());
        nets_[net].reset();
    }
}

ResidentNets::Use ResidentNets::use(std::size_t net) {
    if (holds_all_) return {slots_[net].address, {}};
    std::unique_lock lock(mutex_);
    Slot& slot = slot_for(net);
    if (slot.net != net) upload(net, slot);
    slot.last_use = ++uses_;
    return {slot.address, std::move(lock)};
}

void ResidentNets::upload(std::size_t net, Slot& slot) {
    slot.net.reset();
    gpu_.upload(slot.address, *nets_[net]);
    slot.net = net;
}

// Where the net is, else where the net is that was used longest ago.
ResidentNets::Slot& ResidentNets::slot_for(std::size_t net) {
    const auto here =
        std::find_if(slots_.begin(), slots_.end(), [&](const Slot& slot) { return slot.net == net; });
    if (here != slots_.end()) return *here;
    return *std::min_element(slots_.begin(), slots_.end(),
                             [](const Slot& a, const Slot& b) { return a.last_use < b.last_use; });
}

}  // namespace lumbar::gpu
