#include "gpu/command_list.h"

#include <stdexcept>

namespace lumbar::gpu {

void CommandList::upload(Address to, std::span<const std::byte> bytes) {
    commands_.push_back({Kind::upload, to, keep(bytes), bytes.size(), {}, {}});
}

void CommandList::clear(Address at, std::size_t bytes) {
    commands_.push_back({Kind::clear, at, 0, bytes, {}, {}});
}

void CommandList::launch(Address kernel, Grid grid, Grid block, std::span<const std::byte> args) {
    constexpr std::size_t kLargest = 4096;  // CUDA's limit for a kernel's parameters
    if (args.size() > kLargest) throw std::invalid_argument("a kernel's arguments have at most 4096 bytes");
    commands_.push_back({Kind::launch, kernel, keep(args), args.size(), grid, block});
}

std::size_t CommandList::download(Address from, std::size_t bytes) {
    constexpr std::size_t kAlignment = 16;
    const std::size_t place = (result_bytes_ + kAlignment - 1) / kAlignment * kAlignment;
    commands_.push_back({Kind::download, from, place, bytes, {}, {}});
    result_bytes_ = place + bytes;
    return place;
}

std::size_t CommandList::keep(std::span<const std::byte> bytes) {
    const std::size_t place = data_.size();
    data_.insert(data_.end(), bytes.begin(), bytes.end());
    return place;
}

std::span<const std::byte> CommandList::data_of(const Command& command) const {
    const bool has_data = command.kind == Kind::upload || command.kind == Kind::launch;
    return has_data ? std::span(data_).subspan(command.place, command.bytes) : std::span<const std::byte>();
}

}  // namespace lumbar::gpu
