#include "gpu/command_sender.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "gpu/driver_error.h"

namespace lumbar::gpu {
namespace {

constexpr std::size_t kAlignment = 64;  // of data: a cache line

}  // namespace

GpuCommand command_for(GpuOperation operation, std::uint64_t handle, std::uint64_t bytes) {
    GpuCommand command{};
    command.operation = operation;
    command.handle = handle;
    command.bytes = bytes;
    return command;
}

std::size_t CommandSender::room() const {
    const std::size_t taken = (commands_.size() + 1) * sizeof(GpuCommand) + data_bytes_;
    return taken >= shared().size() ? 0 : (shared().size() - taken) / kAlignment * kAlignment;
}

std::size_t CommandSender::reserve(std::size_t bytes) {
    data_bytes_ += (bytes + kAlignment - 1) / kAlignment * kAlignment;
    return shared().size() - data_bytes_;
}

void CommandSender::add(GpuCommand command, std::span<const std::byte> data) {
    if (room() < std::max(data.size(), kAlignment)) flush();
    if (room() < data.size())
        throw std::length_error("a GPU command has more data than the shared memory takes");
    command.offset = reserve(data.size());
    if (!data.empty()) std::memcpy(shared().data() + command.offset, data.data(), data.size());
    commands_.push_back(command);
}

// Not in scraps: where little room is left, the memory is emptied first.
std::size_t CommandSender::part(std::size_t bytes) {
    constexpr std::size_t kSmallest = 64 << 10;
    if (room() < std::min(bytes, kSmallest)) flush();
    return std::min(bytes, room());
}

void CommandSender::upload(std::uint64_t to, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const std::span<const std::byte> next = bytes.first(part(bytes.size()));
        add(command_for(kUpload, to, next.size()), next);
        to += next.size();
        bytes = bytes.subspan(next.size());
    }
}

void CommandSender::download(std::uint64_t from, std::span<std::byte> bytes) {
    while (!bytes.empty()) {
        const std::span<std::byte> next = bytes.first(part(bytes.size()));
        GpuCommand command = command_for(kDownload, from, next.size());
        command.offset = reserve(next.size());
        commands_.push_back(command);
        downloads_.push_back({command.offset, next});
        from += next.size();
        bytes = bytes.subspan(next.size());
    }
}

std::uint64_t CommandSender::flush() {
    if (commands_.empty()) return 0;
    const std::size_t count = commands_.size();
    std::memcpy(shared().data(), commands_.data(), count * sizeof(GpuCommand));
    check_answer(worker_.run({0, count}), count);
    for (const Download& download : downloads_)
        std::memcpy(download.to.data(), shared().data() + download.offset, download.to.size());
    GpuCommand last;
    std::memcpy(&last, shared().data() + (count - 1) * sizeof last, sizeof last);
    commands_.clear();
    downloads_.clear();
    data_bytes_ = 0;
    return last.result;
}

}  // namespace lumbar::gpu
